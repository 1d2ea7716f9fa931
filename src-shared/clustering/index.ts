export { averageLinkage } from './average-linkage.ts';
