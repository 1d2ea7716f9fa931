import { BufferAttribute, type BufferGeometry, InstancedBufferAttribute } from 'three';
import { horizon } from '../../view/camera.ts';
import { behind } from '../appearance.ts';

/** GLSL: how much of its own colour a point of the sphere keeps; less where the sphere lies before it. */
export const veil = /* glsl */ `
  float veil(vec3 world) {
    return mix(${behind.toFixed(3)}, 1.0, smoothstep(${(horizon - 0.04).toFixed(4)}, ${(horizon + 0.04).toFixed(4)}, world.z));
  }`;

/** Hands values to the card; as long as there are as many, into the memory that they already have there. */
export function setValues(
  geometry: BufferGeometry,
  name: string,
  values: Float32Array,
  itemSize: number,
  instanced = false,
): void {
  const old = geometry.getAttribute(name) as BufferAttribute | undefined;
  if (old?.array.length === values.length) {
    (old.array as Float32Array).set(values);
    old.needsUpdate = true;
    return;
  }
  const copy = Float32Array.from(values);
  // The old one's memory is freed only with the geometry's: three.js keeps it by attribute.
  if (old) geometry.dispose();
  geometry.setAttribute(
    name,
    instanced ? new InstancedBufferAttribute(copy, itemSize) : new BufferAttribute(copy, itemSize),
  );
}
