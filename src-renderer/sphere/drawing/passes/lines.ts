import { BufferAttribute, InstancedBufferGeometry, Mesh, ShaderMaterial, Vector2 } from 'three';
import type { LineSegments } from '../geometry.ts';
import { setValues, veil } from './shared.ts';

const vertexShader = /* glsl */ `
  attribute vec3 start;
  attribute vec3 end;
  attribute vec3 colour;
  uniform vec2 size;
  uniform float width;
  uniform float opacity;
  varying vec4 tint;
  ${veil}
  void main() {
    vec4 world = modelMatrix * vec4(mix(start, end, position.x), 1.0);
    mat4 seen = projectionMatrix * viewMatrix;
    vec4 a = seen * modelMatrix * vec4(start, 1.0);
    vec4 b = seen * modelMatrix * vec4(end, 1.0);
    vec2 along = normalize((b.xy / b.w - a.xy / a.w) * size + vec2(1e-9, 0.0));
    gl_Position = seen * world;
    // Half the width to either side, in pixels whatever the distance.
    gl_Position.xy += vec2(-along.y, along.x) * position.y * width / size * gl_Position.w;
    tint = vec4(colour, opacity * veil(world.xyz));
  }`;

const fragmentShader = /* glsl */ `
  varying vec4 tint;
  void main() { gl_FragColor = tint; }`;

/** Any number of straight segments in one call, each a strip of the same width in pixels. */
export class LinesPass {
  readonly object: Mesh<InstancedBufferGeometry, ShaderMaterial>;

  constructor({ width, opacity, order }: { width: number; opacity: number; order: number }) {
    const material = new ShaderMaterial({
      vertexShader,
      fragmentShader,
      transparent: true,
      depthWrite: false,
      uniforms: { size: { value: new Vector2(1, 1) }, width: { value: width }, opacity: { value: opacity } },
    });
    const geometry = new InstancedBufferGeometry();
    const corners = [0, -1, 0, 1, -1, 0, 1, 1, 0, 0, -1, 0, 1, 1, 0, 0, 1, 0];
    geometry.setAttribute('position', new BufferAttribute(Float32Array.from(corners), 3));
    this.object = new Mesh(geometry, material);
    this.object.frustumCulled = false;
    this.object.renderOrder = order;
  }

  set({ ends, colours }: LineSegments): void {
    const { geometry } = this.object;
    const count = ends.length / 6;
    const starts = new Float32Array(3 * count);
    const stops = new Float32Array(3 * count);
    for (let i = 0; i < count; i++) {
      starts.set(ends.subarray(6 * i, 6 * i + 3), 3 * i);
      stops.set(ends.subarray(6 * i + 3, 6 * i + 6), 3 * i);
    }
    setValues(geometry, 'start', starts, 3, true);
    setValues(geometry, 'end', stops, 3, true);
    setValues(geometry, 'colour', colours, 3, true);
    geometry.instanceCount = count;
    this.object.visible = count > 0;
  }

  /** Of the window, pixels. */
  setSize(width: number, height: number): void {
    (this.object.material.uniforms.size!.value as Vector2).set(width, height);
  }

  dispose(): void {
    this.object.geometry.dispose();
    this.object.material.dispose();
  }
}
