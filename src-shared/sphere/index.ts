export { optimumFor } from './optimum.ts';
export { type Point3, type Projection, project } from './project.ts';
export { spreadOf } from './spread.ts';
