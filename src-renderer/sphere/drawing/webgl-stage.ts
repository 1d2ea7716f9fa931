/** The stage that draws the sphere with three.js. */
import {
  Group,
  Mesh,
  MeshBasicMaterial,
  PerspectiveCamera,
  Scene,
  SphereGeometry,
  WebGLRenderer,
} from 'three';
import type { SpherePicture, SphereViewState } from '../picture.ts';
import { distance, fieldOfView, type Size, verticalZoom } from '../view/camera.ts';
import {
  centreDots,
  edgesOf,
  measuredArcs,
  type Palette,
  sampleDots,
  sizes,
  visibleCentres,
} from './appearance.ts';
import { graticule, segmentsOf } from './geometry.ts';
import { capShapes, ghostDots } from './overlays.ts';
import { CapsPass } from './passes/caps.ts';
import { LinesPass } from './passes/lines.ts';
import { PointsPass } from './passes/points.ts';
import type { Stage } from './stage.ts';

/** Draws with three.js: a call for each kind of thing, whatever their number. @throws if there is no WebGL. */
export function webglStage(): Stage {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('webgl2', { antialias: true, alpha: true });
  if (context === null) throw new Error('There is no WebGL.');
  const renderer = new WebGLRenderer({ canvas, context });
  const scene = new Scene();
  const world = new Group();
  const globe = new Mesh(
    new SphereGeometry(0.985, 64, 40),
    new MeshBasicMaterial({ transparent: true, opacity: 0.3, depthWrite: false }),
  );
  globe.renderOrder = 0;
  const grid = new LinesPass({ width: 1, opacity: 0.6, order: 1 });
  const caps = new CapsPass({ order: 2 });
  const edges = new LinesPass({ width: sizes.edge, opacity: 0.95, order: 3 });
  const ghost = new PointsPass({ isRing: true, order: 4 });
  const samples = new PointsPass({ order: 5 });
  const centres = new PointsPass({ order: 6 });
  const measured = new LinesPass({ width: sizes.measure, opacity: 1, order: 7 });
  const lines = [grid, edges, measured];
  const points = [ghost, samples, centres];
  const passes = [caps, ...lines, ...points];
  world.add(globe, ...passes.map(({ object }) => object));
  scene.add(world);
  const camera = new PerspectiveCamera((fieldOfView * 180) / Math.PI, 1, 0.1, 20);
  camera.position.z = distance;
  let size: Size = { width: 1, height: 1 };
  let drawn: { picture: SpherePicture; view: SphereViewState; palette: Palette } | null = null;

  /** Hands the card what is new to it: turning the sphere changes nothing of this. */
  function update(picture: SpherePicture, view: SphereViewState, palette: Palette): void {
    const isNew = drawn?.picture !== picture || drawn.palette !== palette;
    const { isolated } = view;
    const drawnView = drawn?.view;
    const isMarked = drawnView === undefined || differs(drawnView, view);
    if (!isNew && !isMarked) return;
    const shown = visibleCentres(picture, view);
    centres.set(picture.points, centreDots(picture, view, palette, shown));
    samples.set(picture.samples?.points ?? new Float32Array(), sampleDots(picture, view, palette, shown));
    measured.set(segmentsOf(picture.points, measuredArcs(view, palette)));
    if (!isNew && drawnView?.isolated === isolated && !isolated) return;
    edges.set(segmentsOf(picture.points, edgesOf(picture, shown)));
    const round = capShapes(picture, shown);
    caps.set(round.centres, round.radii, round.colours);
    ghost.set(picture.ghost ?? new Float32Array(), ghostDots(picture, palette));
    if (drawn?.palette === palette) return;
    grid.set(graticule(palette.line));
    globe.material.color.setRGB(...palette.line, 'srgb');
  }

  return {
    canvas,
    resize({ width, height }, pixelRatio) {
      renderer.setPixelRatio(pixelRatio);
      renderer.setSize(width, height, false);
      size = { width, height: Math.max(1, height) };
      camera.aspect = size.width / size.height;
      for (const pass of points) pass.pixelRatio = pixelRatio;
      for (const pass of lines) pass.setSize(width, height);
    },
    draw(picture, view: SphereViewState, palette) {
      update(picture, view, palette);
      drawn = { picture, view, palette };
      camera.zoom = verticalZoom(size, view.camera);
      camera.updateProjectionMatrix();
      world.rotation.set(view.camera.pitch, view.camera.yaw, 0);
      renderer.render(scene, camera);
    },
    dispose() {
      for (const pass of passes) pass.dispose();
      globe.geometry.dispose();
      globe.material.dispose();
      renderer.dispose();
      // A page may have few contexts: do not wait until this one is collected.
      renderer.forceContextLoss();
    },
  };
}

/** Whether more than the camera is another: what is marked, dimmed or shown. */
function differs(before: SphereViewState, now: SphereViewState): boolean {
  return (['selected', 'hovered', 'isolated', 'fitting'] as const).some((part) => before[part] !== now[part]);
}
