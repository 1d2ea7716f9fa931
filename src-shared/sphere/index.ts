export { angleBetween, degrees, type Rows, unitRows } from './angles.ts';
export { capsOf } from './caps.ts';
export { type Nearest, nearestByBlocks } from './nearest-by-blocks.ts';
export { optimumFor } from './optimum.ts';
export { fitRotation, rotated } from './procrustes.ts';
export { type Point3, type Projection, project, projecting } from './project.ts';
export { type Configuration, defaultRestarts, type SolveOptions, solve } from './solve.ts';
export { spreadOf } from './spread.ts';
export { spreadCentres } from './spread-centres.ts';
