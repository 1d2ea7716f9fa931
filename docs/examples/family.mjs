/** A family's photos by age: who is recognised at which age, and what to do about it. */
import { join } from 'node:path';
import { given, tammes, writeCsv } from './tammes.mjs';

const { library, out, rest } = given('docs/examples/family.mjs LIBRARY OUT [BIRTHS.csv]');
const [births] = rest;
if (births !== undefined) {
  const { birthYears, unmatched } = tammes('import', 'columns', births, '--library', library);
  console.log(
    `Years of birth of ${birthYears} people; not in the library: ${unmatched.join(', ') || 'nobody'}`,
  );
}

const { groups } = tammes('evaluate', '--protocol', 'pairs', '--by', 'age', '--library', library);
if (groups === null) {
  console.log(
    'No age is known: photos need a date, and people a year of birth (a table with person,birth_year).',
  );
} else {
  const [{ groups: shares, trueAcceptGap: gap }] = groups.heads;
  const rows = groups.rows.map(({ name, people, faces, same, different }, i) => {
    const { trueAccept, falseAccept } = shares[i];
    return {
      age: name,
      people,
      faces,
      same,
      different,
      tar: trueAccept?.value,
      tar_low: trueAccept?.interval?.[0],
      tar_high: trueAccept?.interval?.[1],
      far: falseAccept?.value,
    };
  });
  writeCsv(out, 'ages.csv', rows);
  console.table(rows);
  console.log(
    gap === null
      ? 'Too few people of different ages to compare them: a family seldom has ten. Look at single photos below.'
      : `${rows[gap.most].age} lies ${(100 * gap.value).toFixed(1)} points above ${rows[gap.least].age}; 95 % interval ${gap.interval?.map((end) => (100 * end).toFixed(1)).join(' to ')}.`,
  );
}
// Photo by photo: how near each face is to its own person, and to the nearest other.
tammes('export', 'scores', '--format', 'csv', '--out', join(out, 'scores.csv'), '--library', library);
