/** The pass of the WebGL stage that draws caps. */
import { BufferAttribute, InstancedBufferGeometry, Mesh, ShaderMaterial } from 'three';
import { setValues, veil } from './shared.ts';

const vertexShader = /* glsl */ `
  attribute vec3 centre;
  attribute float radius;
  attribute vec3 colour;
  varying vec4 tint;
  varying float out_;
  ${veil}
  void main() {
    // position: a direction from the middle of the cap, and how far out.
    vec3 axis = abs(centre.z) < 0.9 ? vec3(0.0, 0.0, 1.0) : vec3(1.0, 0.0, 0.0);
    vec3 u = normalize(cross(centre, axis));
    vec3 v = cross(centre, u);
    float angle = radius * position.z;
    vec3 place = cos(angle) * centre + sin(angle) * (position.x * u + position.y * v);
    vec4 world = modelMatrix * vec4(place, 1.0);
    gl_Position = projectionMatrix * viewMatrix * world;
    tint = vec4(colour, veil(world.xyz));
    out_ = position.z;
  }`;

const fragmentShader = /* glsl */ `
  varying vec4 tint;
  varying float out_;
  void main() {
    // A line of one and a half pixels along the rim, whatever the size.
    float rim = smoothstep(1.0 - 2.5 * fwidth(out_), 1.0 - 1.0 * fwidth(out_), out_);
    gl_FragColor = vec4(tint.rgb, tint.a * mix(0.1, 0.85, rim));
  }`;

/** Caps about centres, all in one call. With many of them each is made of fewer triangles: it is small then. */
export class CapsPass {
  readonly object: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  #isCoarse = false;

  constructor({ order }: { order: number }) {
    const material = new ShaderMaterial({
      vertexShader,
      fragmentShader,
      transparent: true,
      depthWrite: false,
    });
    this.object = new Mesh(capGeometry(6, 48), material);
    this.object.frustumCulled = false;
    this.object.renderOrder = order;
  }

  /** @param centres x, y and z in turn. @param radii radians. @param colours 3 numbers each. */
  set(centres: Float32Array, radii: Float32Array, colours: Float32Array): void {
    const isCoarse = radii.length > 500;
    if (isCoarse !== this.#isCoarse) {
      this.object.geometry.dispose();
      this.object.geometry = isCoarse ? capGeometry(1, 14) : capGeometry(6, 48);
      this.#isCoarse = isCoarse;
    }
    const { geometry } = this.object;
    setValues(geometry, 'centre', centres, 3, true);
    setValues(geometry, 'radius', radii, 1, true);
    setValues(geometry, 'colour', colours, 3, true);
    geometry.instanceCount = radii.length;
    this.object.visible = radii.length > 0;
  }

  dispose(): void {
    this.object.geometry.dispose();
    this.object.material.dispose();
  }
}

/** A disc of rings of triangles, of radius 1. Each vertex: the direction from the middle, then the distance from it. */
function capGeometry(rings: number, steps: number): InstancedBufferGeometry {
  const corners: number[] = [];
  const vertex = (step: number, ring: number) => {
    const angle = (2 * Math.PI * step) / steps;
    corners.push(Math.cos(angle), Math.sin(angle), ring / rings);
  };
  for (let ring = 0; ring < rings; ring++) {
    for (let step = 0; step < steps; step++) {
      vertex(step, ring);
      vertex(step, ring + 1);
      vertex(step + 1, ring + 1);
      if (ring === 0) continue;
      vertex(step, ring);
      vertex(step + 1, ring + 1);
      vertex(step + 1, ring);
    }
  }
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(corners), 3));
  return geometry;
}
