/** `tammes verify`: whether two photos show the same person. */

import { Command } from 'commander';
import { z } from 'zod';
import { box as faceBox, type Verification, verification } from '../../src-shared/contract/index.ts';
import { toError } from '../../src-shared/errors/index.ts';
import { openGalleries } from '../gallery/galleries.ts';
import { libraryPool } from '../services/backbone-files.ts';
import { describePhotos } from '../services/describe-photos.ts';
import { findHead } from '../services/heads.ts';
import { mainFace } from '../services/main-faces.ts';
import { verifyFeatures } from '../services/matching.ts';
import { openStore } from '../store/store.ts';
import { headOption } from './head-option.ts';
import { jsonOption, libraryOption, print } from './output.ts';
import { percent, strangersIn } from './threshold-text.ts';

interface Options {
  library: string;
  head?: string;
  json?: boolean;
}

const answer = verification.extend({
  head: z.string(),
  photos: z.array(z.object({ photo: z.string(), faces: z.int(), ambiguous: z.boolean(), box: faceBox })),
});

export function verifyCommand(): Command {
  return new Command('verify')
    .description('say whether two photos show the same person')
    .argument('<a>')
    .argument('<b>')
    .addOption(libraryOption())
    .addOption(headOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
Nobody has to be enrolled. Of several faces on a photo the largest and sharpest is compared. The library's people set the threshold, if
enough of them are enrolled. The probability assumes that half of such pairs are of one person.`,
    )
    .action(runVerify);
}

async function runVerify(a: string, b: string, options: Options): Promise<void> {
  const store = openStore(options.library);
  const galleries = openGalleries(store.folder);
  const pool = libraryPool(store, { workers: 2 });
  try {
    const head = await findHead(store, options.head);
    const described = await describePhotos(store, pool, [a, b]);
    const faces = described.map((photo) => {
      if ('code' in photo) throw toError(photo);
      const { face, ambiguous } = mainFace(photo);
      return { count: photo.faces.length, ambiguous, ...face };
    });
    const verified = await verifyFeatures(
      store,
      galleries,
      head.id,
      faces.map(({ feature }) => feature),
    );
    const photos = faces.map(({ box, count, ambiguous }, i) => ({
      photo: i === 0 ? a : b,
      faces: count,
      ambiguous,
      box,
    }));
    print(options.json, answer, { head: head.name, ...verified, photos }, () =>
      [verdictText(verified), ...photos.flatMap(severalText)].join('\n'),
    );
  } finally {
    await pool.close();
    await galleries.close();
    store.close();
  }
}

function verdictText({ same, probability, cosine, threshold }: Verification): string {
  const sure = probability === null ? '' : `, ${percent(same ? probability : 1 - probability)} sure`;
  const source = threshold.source === 'library' ? 'counted on pairs of enrolled faces' : 'a default';
  return [
    `${same ? 'The same person' : 'Two people'}${sure}.`,
    `Cosine ${cosine.toFixed(3)}; threshold ${threshold.cosine.toFixed(3)}, ${source}: at most ${strangersIn(threshold.wanted)} counts as the same person.`,
  ].join('\n');
}

function severalText({ photo, faces }: { photo: string; faces: number }): string[] {
  return faces < 2 ? [] : [`${photo} shows ${faces} faces: the most prominent one was compared.`];
}
