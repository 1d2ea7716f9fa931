/** Choosing a loss for a research set: each loss over several seeds, judged on people whom the head has not seen. */
import { given, tammes, writeCsv } from './tammes.mjs';

const { library, out, rest } = given('docs/examples/losses.mjs LIBRARY OUT [SEEDS [EPOCHS [LOSSES]]]');
const [seeds = '3', epochs = '20', losses = 'normface,arcface,supcon'] = rest;

const rows = losses.split(',').flatMap((loss) =>
  Array.from({ length: Number(seeds) }, (_, i) => {
    const run = tammes(
      'train',
      '--loss',
      loss,
      '--epochs',
      epochs,
      '--seed',
      String(i + 1),
      '--library',
      library,
    );
    const { standing, figure } = run.verdict?.unseen ?? { standing: 'unknown', figure: null };
    const [low, high] = figure?.interval ?? [];
    return {
      loss,
      seed: i + 1,
      head: run.head,
      standing,
      advice: run.verdict?.advice,
      dir: figure?.value,
      pretrained: figure?.base,
      difference: figure?.difference,
      low,
      high,
    };
  }),
);
writeCsv(out, 'losses.csv', rows);
console.table(rows);
const better = rows.filter(({ standing }) => standing === 'better');
console.log(
  better.length === 0
    ? 'No loss is better than the pretrained head by more than chance: keep that one, or add people.'
    : `Better than the pretrained head by more than chance: ${better.map(({ head }) => head).join(', ')}. Choosing the best of ${rows.length} flatters it: judge it once more on people who were not in this library.`,
);
