/** The three.js scene of the sphere: what is drawn, and which centre lies under the pointer. */
import {
  BufferGeometry,
  Color,
  Float32BufferAttribute,
  Group,
  Line,
  LineBasicMaterial,
  Mesh,
  MeshBasicMaterial,
  PerspectiveCamera,
  SphereGeometry,
  Scene as ThreeScene,
  Vector3,
  WebGLRenderer,
} from 'three';
import { greatCircle, hueOf, placeLabels, type Turn } from './geometry.ts';
import type { SpherePicture } from './picture.ts';

export interface Scene {
  setPicture(picture: SpherePicture): void;
  setView(view: { turn: Turn; zoom: number; selected: number | null }): void;
  /** Draws again, for example in other colours. */
  redraw(): void;
  /** Index of the centre at a place of the window; null where there is none. */
  pick(clientX: number, clientY: number): number | null;
  dispose(): void;
}

/** How far from a centre a click still means it, pixels. */
const reach = 12;

/** @throws where there is no WebGL. */
export function createScene(host: HTMLElement): Scene {
  const renderer = new WebGLRenderer({ antialias: true, alpha: true });
  renderer.setPixelRatio(devicePixelRatio);
  host.append(renderer.domElement);
  const labels = document.createElement('div');
  labels.setAttribute('aria-hidden', 'true');
  host.append(labels);

  const scene = new ThreeScene();
  const world = new Group();
  const centres = new Group();
  const edges = new Group();
  const globe = createGlobe();
  world.add(globe, edges, centres);
  scene.add(world);
  const camera = new PerspectiveCamera(40, 1, 0.1, 20);
  let picture: SpherePicture = { points: [], names: [], faceIds: [], nearest: [] };
  let view: Parameters<Scene['setView']>[0] = { turn: { yaw: 0, pitch: 0 }, zoom: 1, selected: null };

  function resize(): void {
    const { clientWidth, clientHeight } = host;
    renderer.setSize(clientWidth, clientHeight);
    camera.aspect = clientWidth / Math.max(1, clientHeight);
    render();
  }

  /** Places of the centres in the host, in pixels, with their depth. */
  function spots() {
    const { clientWidth, clientHeight } = host;
    return centres.children.map((child) => {
      const place = child.getWorldPosition(new Vector3());
      const depth = place.z;
      place.project(camera);
      return { x: ((place.x + 1) / 2) * clientWidth, y: ((1 - place.y) / 2) * clientHeight, depth };
    });
  }

  function render(): void {
    camera.position.z = 3.4 / view.zoom;
    camera.updateProjectionMatrix();
    world.rotation.set(view.turn.pitch, view.turn.yaw, 0);
    scene.updateMatrixWorld();
    camera.updateMatrixWorld();
    // Read anew each time: the window may turn dark.
    const [plain, marked, line] = ['--accent', '--second', '--line'].map((name) => colourOf(host, name));
    for (const child of globe.children)
      (child as Mesh<SphereGeometry, MeshBasicMaterial>).material.color = line!;
    const partner = view.selected === null ? null : picture.nearest[view.selected]?.index;
    centres.children.forEach((child, i) => {
      const { material } = child as Mesh<SphereGeometry, MeshBasicMaterial>;
      const isMarked = i === view.selected || i === partner;
      material.color = isMarked ? marked! : plain!;
      child.scale.setScalar(isMarked ? 1.6 : 1);
    });
    renderer.render(scene, camera);
    drawLabels();
  }

  function drawLabels(): void {
    const places = spots();
    const front = places.map(({ depth }) => depth > 0.05);
    const wanted = places.map(({ x, y, depth }, i) => ({
      // Those behind the sphere are out of everybody's way.
      x: front[i] ? x + 8 : -1e6 * (i + 1),
      y,
      depth: i === view.selected ? 2 : depth,
      text: picture.names[i]!,
    }));
    const shown = placeLabels(wanted);
    labels.replaceChildren(
      ...wanted.flatMap(({ x, y, text }, i) => {
        if (!front[i] || !shown.has(i)) return [];
        const label = document.createElement('span');
        label.className = 'label';
        label.textContent = text;
        label.style.transform = `translate(${x}px, ${y - 8}px)`;
        return [label];
      }),
    );
  }

  const observer = new ResizeObserver(resize);
  observer.observe(host);

  return {
    setPicture(next) {
      picture = next;
      clear(centres);
      clear(edges);
      for (const [x, y, z] of next.points) {
        const ball = new Mesh(new SphereGeometry(0.022, 16, 12), new MeshBasicMaterial());
        ball.position.set(x, y, z);
        centres.add(ball);
      }
      const angles = next.nearest.map(({ angle }) => angle);
      const [smallest, largest] = [Math.min(...angles), Math.max(...angles)];
      next.nearest.forEach(({ index, angle }, i) => {
        const way = greatCircle(next.points[i]!, next.points[index]!).flat();
        const geometry = new BufferGeometry().setAttribute('position', new Float32BufferAttribute(way, 3));
        const color = new Color().setHSL(hueOf(angle, smallest, largest) / 360, 0.7, 0.5);
        edges.add(new Line(geometry, new LineBasicMaterial({ color })));
      });
      render();
    },
    setView(next) {
      view = next;
      render();
    },
    redraw: render,
    pick(clientX, clientY) {
      const { left, top } = host.getBoundingClientRect();
      let best: { index: number; depth: number } | null = null;
      for (const [index, { x, y, depth }] of spots().entries()) {
        if (Math.hypot(x - (clientX - left), y - (clientY - top)) > reach) continue;
        if (best === null || depth > best.depth) best = { index, depth };
      }
      return best?.index ?? null;
    },
    dispose() {
      observer.disconnect();
      clear(centres);
      clear(edges);
      clear(globe);
      renderer.dispose();
      renderer.domElement.remove();
      labels.remove();
    },
  };
}

/** A faint body that hides nothing but gives depth. */
function createGlobe(): Group {
  const body = new Mesh(
    new SphereGeometry(0.985, 48, 32),
    new MeshBasicMaterial({ transparent: true, opacity: 0.35 }),
  );
  const lines = new Mesh(
    new SphereGeometry(0.987, 24, 12),
    new MeshBasicMaterial({ wireframe: true, transparent: true, opacity: 0.35 }),
  );
  return new Group().add(body, lines);
}

function colourOf(host: HTMLElement, name: string): Color {
  // Through an element's colour, which resolves light-dark() to what is shown.
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  host.append(probe);
  const colour = new Color(getComputedStyle(probe).color);
  probe.remove();
  return colour;
}

function clear(group: Group): void {
  for (const child of group.children) {
    const { geometry, material } = child as Mesh<BufferGeometry, MeshBasicMaterial>;
    geometry.dispose();
    material.dispose();
  }
  group.clear();
}
