/** A class on margins: the same head trained with several margins of ArcFace, and what the margin does to the angles. */
import { join } from 'node:path';
import { given, tammes, writeCsv } from './tammes.mjs';

const { library, out, rest } = given('docs/examples/margins.mjs LIBRARY OUT [EPOCHS [MARGINS]]');
const [epochs = '20', margins = '0,0.25,0.5'] = rest;
const at = (pull, angle) => pull.curves[0].own[pull.degrees.indexOf(angle)];

const rows = margins.split(',').map((margin) => {
  const arcface = ['--loss', 'arcface', '--set', `margin=${margin}`];
  const pull = tammes('losses', 'length', ...arcface, '--classes', '20', '--pull');
  const run = tammes('train', ...arcface, '--epochs', epochs, '--seed', '1', '--library', library);
  const { ownAngle, nearestOtherAngle } = run.lastEpoch;
  tammes(
    'export',
    'embeddings',
    '--head',
    run.head,
    '--format',
    'npz',
    '--out',
    join(out, `margin-${margin}.npz`),
    '--library',
    library,
  );
  return {
    margin,
    head: run.head,
    pull_at_30: at(pull, 30),
    pull_at_60: at(pull, 60),
    own_angle: ownAngle,
    nearest_other_angle: nearestOtherAngle,
  };
});
writeCsv(out, 'margins.csv', rows);
console.table(rows);
