export { type Point3, project } from './project.ts';
export { spreadOf } from './spread.ts';
