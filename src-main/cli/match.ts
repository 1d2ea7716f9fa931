/** `tammes match`: recognises the people on photos. */

import { Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import {
  box,
  type FalseAcceptPreset,
  match as faceMatch,
  falseAcceptPresets,
  falseAcceptRate,
  methods,
  poorReason,
  qualityLimits,
} from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { englishFailure, flawsInEnglish, toEnglish } from '../../src-shared/errors/index.ts';
import { poorBecause, rate, rating } from '../../src-shared/quality/index.ts';

import { openGalleries } from '../gallery/galleries.ts';
import { libraryPool } from '../services/backbone-files.ts';
import { describePhotos } from '../services/describe-photos.ts';
import { matchFeatures, setFalseAccept } from '../services/matching.ts';

import { openStore } from '../store/store.ts';
import { headOption } from './head-option.ts';
import { jsonOption, libraryOption, print } from './output.ts';
import { headForRecognition } from './shared-notice.ts';
import { suspectsText, thresholdText, whoText } from './threshold-text.ts';

interface Options {
  library: string;
  head?: string;
  preset?: FalseAcceptPreset;
  far?: number;
  json?: boolean;
}

/** Probes of any quality are recognised; those under these limits get a hint. */
const limits = qualityLimits.parse({});

const photoResult = z.object({
  photo: z.string(),
  faces: z.array(faceMatch.extend({ box, name: z.string().nullable(), rating, poor: poorReason.nullable() })),
  failure: englishFailure.nullable(),
});
type PhotoResult = z.infer<typeof photoResult>;

const { threshold: faceThreshold } = methods['matching.match'].output.shape;
const answer = z.object({
  head: z.string(),
  enrolled: z.int(),
  suspects: z.int(),
  threshold: faceThreshold,
  photos: z.array(photoResult),
});

export function matchCommand(): Command {
  return new Command('match')
    .description('recognise the people on photos among those who are enrolled')
    .argument('<photos...>')
    .addOption(libraryOption())
    .addOption(headOption())
    .addOption(
      new Option('--preset <name>', 'how easily a face is accepted as a known person; stored in the library')
        .choices(Object.keys(falseAcceptPresets))
        .conflicts('far'),
    )
    .option('--far <rate>', 'the same as a rate: 0.01 takes at most 1 stranger in 100 for somebody', rateFrom)
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
Presets: cautious takes at most 1 stranger in 1,000 for somebody, balanced (the default) 1 in 100, generous 1 in 10.
Probabilities assume that half of the faces are of enrolled people.
The exit code is 1 if a photo could not be read or shows no face.`,
    )
    .action(runMatch);
}

function rateFrom(text: string): number {
  const rate = falseAcceptRate.safeParse(text.trim() === '' ? Number.NaN : Number(text));
  if (rate.success) return rate.data;
  throw new InvalidArgumentError('A rate lies between 0.0001 and 0.5.');
}

async function runMatch(photos: string[], options: Options): Promise<void> {
  const store = openStore(options.library);
  const galleries = openGalleries(store.folder);
  const pool = libraryPool(store);
  try {
    const head = await headForRecognition(store, options.head);
    const falseAccept = options.preset === undefined ? options.far : falseAcceptPresets[options.preset];
    if (falseAccept !== undefined) setFalseAccept(store, falseAccept);
    const described = await describePhotos(store, pool, photos);
    const faces = described.map((photo) => ('code' in photo ? [] : photo.faces));
    const features = faces.flat().map(({ feature }) => feature);
    const { matches, threshold, people, suspects } = await matchFeatures(
      store,
      galleries,
      head.id,
      features,
      5,
    );
    let next = 0;
    const results = photos.map((photo, i): PhotoResult => {
      const photoFaces = described[i]!;
      const found = faces[i]!.map((face) => {
        const match = matches[next++]!;
        const name = match.known ? match.candidates[0]!.name : null;
        return { name, box: face.box, ...match, rating: rate(face), poor: poorBecause(face, limits) };
      });
      return { photo, faces: found, failure: 'code' in photoFaces ? toEnglish(photoFaces) : null };
    });
    print(
      options.json,
      answer,
      { head: head.name, enrolled: people, suspects, threshold, photos: results },
      () =>
        [
          ...results.map(describe),
          thresholdText(threshold),
          ...(suspects === 0 ? [] : [suspectsText(suspects)]),
          `${counted(people, 'person', 'people')} enrolled; head ${head.name}${head.outdated ? ', trained on features of an older version: a newly trained head may tell people apart better' : ''}.`,
        ].join('\n'),
    );
    if (results.some(({ failure }) => failure !== null)) process.exitCode = 1;
  } finally {
    await pool.close();
    await galleries.close();
    store.close();
  }
}

function describe({ photo, faces, failure }: PhotoResult): string {
  if (failure !== null) return `${photo}: ${failure.message} ${failure.remedy}`;
  const lines = faces.map((face, i) => {
    const { candidates, margin, poor } = face;
    const ranked = candidates
      .map((candidate) => `${candidate.name} ${candidate.cosine.toFixed(3)}`)
      .join(', ');
    const lead = margin === null ? '' : `; ${margin.toFixed(3)} ahead of the second`;
    return `  face ${i + 1}: ${whoText(face)}  (${ranked || 'nobody is enrolled'}${lead})${
      poor === null ? '' : `; the face is ${flawsInEnglish[poor]}: a better photo would give a surer answer`
    }`;
  });
  return [`${photo}:`, ...lines].join('\n');
}
