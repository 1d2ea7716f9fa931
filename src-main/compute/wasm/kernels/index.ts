/** What training computes on WebAssembly itself: AssemblyScript, compiled by `npm run kernels`. */
export { adam } from './adam';
export { columnSums } from './column-sums';
export { product } from './product';
export { reluGradient } from './relu';
export { orthogonal, replaceRows, targetAngle, takeRows, unitRows } from './rows';
export { othersShare, othersSum } from './softmax';
export { scan } from './scan';
export { serve } from './serve';
export { join, teamBytes } from './team';
export { convolution, packedSize, packFilter, pad } from './convolution';
export { depthwise } from './depthwise';
