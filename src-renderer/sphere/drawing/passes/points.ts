import { BufferGeometry, Points, ShaderMaterial } from 'three';
import type { Dots } from '../appearance.ts';
import { setValues, veil } from './shared.ts';

const vertexShader = /* glsl */ `
  attribute vec3 colour;
  attribute float diameter;
  uniform float pixelRatio;
  varying vec4 tint;
  ${veil}
  void main() {
    vec4 world = modelMatrix * vec4(position, 1.0);
    gl_Position = projectionMatrix * viewMatrix * world;
    gl_PointSize = diameter * pixelRatio;
    tint = vec4(colour, veil(world.xyz));
    // Those that are not shown lie outside of the picture.
    if (diameter == 0.0) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  }`;

const fragmentShader = /* glsl */ `
  uniform bool isRing;
  varying vec4 tint;
  void main() {
    float radius = 2.0 * length(gl_PointCoord - 0.5);
    float soft = fwidth(radius);
    float cover = 1.0 - smoothstep(1.0 - soft, 1.0, radius);
    if (isRing) cover *= smoothstep(0.7 - soft, 0.7, radius);
    if (cover < 0.02) discard;
    // A little darker to the rim: a ball rather than a disc.
    float light = isRing ? 1.0 : 0.82 + 0.18 * sqrt(max(0.0, 1.0 - radius * radius));
    gl_FragColor = vec4(tint.rgb * light, tint.a * cover);
  }`;

/** Any number of points in one call: a vertex each, drawn as a round spot of its own size and colour. */
export class PointsPass {
  readonly object: Points<BufferGeometry, ShaderMaterial>;

  constructor({ isRing = false, order }: { isRing?: boolean; order: number }) {
    const material = new ShaderMaterial({
      vertexShader,
      fragmentShader,
      transparent: true,
      depthWrite: !isRing,
      uniforms: { pixelRatio: { value: 1 }, isRing: { value: isRing } },
    });
    this.object = new Points(new BufferGeometry(), material);
    this.object.frustumCulled = false;
    this.object.renderOrder = order;
  }

  /** @param points x, y and z in turn. */
  set(points: Float32Array, { colours, sizes }: Dots): void {
    const { geometry } = this.object;
    setValues(geometry, 'position', points, 3);
    setValues(geometry, 'colour', colours, 3);
    setValues(geometry, 'diameter', sizes, 1);
    this.object.visible = points.length > 0;
  }

  set pixelRatio(value: number) {
    this.object.material.uniforms.pixelRatio!.value = value;
  }

  dispose(): void {
    this.object.geometry.dispose();
    this.object.material.dispose();
  }
}
