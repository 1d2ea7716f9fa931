/** What training computes on WebAssembly itself: AssemblyScript, compiled by `npm run kernels`. */
export { adam } from './adam';
export { product } from './product';
export { orthogonal, ownAngle, unitRows } from './rows';
export { othersShare, othersSum } from './softmax';
export { serve } from './serve';
export { join, teamBytes } from './team';
