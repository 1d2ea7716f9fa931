import { Command } from 'commander';
import { type Box, type Match, type PoorReason, qualityLimits } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { type EnglishFailure, toEnglish } from '../../src-shared/errors/index.ts';
import { poorBecause, type Rating, rate } from '../../src-shared/quality/index.ts';
import { describePhotos } from '../services/describe-photos.ts';
import { findHead } from '../services/heads.ts';
import { matchFeatures } from '../services/matching.ts';
import { openStore } from '../store/store.ts';
import { createVisionPool } from '../vision/pool.ts';
import { headOption } from './head-option.ts';
import { jsonOption, libraryOption, print } from './output.ts';
import { reasonTexts } from './quality-options.ts';

interface Options {
  library: string;
  head: string;
  json?: boolean;
}

/** A probe is recognised whatever its quality; under these a hint is given. */
const limits = qualityLimits.parse({});

interface PhotoResult {
  photo: string;
  faces: (Match & { box: Box; name: string | null; rating: Rating; poor: PoorReason | null })[];
  failure: EnglishFailure | null;
}

export function matchCommand(): Command {
  return new Command('match')
    .description('say who is on photos, from those who are enrolled')
    .argument('<photos...>')
    .addOption(libraryOption())
    .addOption(headOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nThe exit code is 1 when a photo could not be read or shows no face.')
    .action(runMatch);
}

async function runMatch(photos: string[], options: Options): Promise<void> {
  const store = openStore(options.library);
  const pool = createVisionPool();
  try {
    const head = await findHead(store, options.head);
    const described = await describePhotos(store, pool, photos);
    const faces = described.map((photo) => ('code' in photo ? [] : photo.faces));
    const features = faces.flat().map(({ feature }) => feature);
    const { matches, threshold, people } = await matchFeatures(store, head.id, features, 5);
    let next = 0;
    const results = photos.map((photo, i): PhotoResult => {
      const answer = described[i]!;
      const found = faces[i]!.map((face) => {
        const match = matches[next++]!;
        const name = match.known ? match.candidates[0]!.name : null;
        return { name, box: face.box, ...match, rating: rate(face), poor: poorBecause(face, limits) };
      });
      return { photo, faces: found, failure: 'code' in answer ? toEnglish(answer) : null };
    });
    print(options.json, { head: head.name, enrolled: people, threshold, photos: results }, () =>
      [
        ...results.map(describe),
        `Threshold ${threshold.cosine.toFixed(3)}, ${
          threshold.source === 'library'
            ? `calibrated on ${threshold.genuine} genuine and ${threshold.impostor} impostor scores`
            : `a default: only ${threshold.genuine} genuine and ${threshold.impostor} impostor scores to calibrate on`
        }; ${counted(people, 'person', 'people')} enrolled; head ${head.name}${head.outdated ? ', trained on features of an older version: trained again it may tell people apart better' : ''}.`,
      ].join('\n'),
    );
    if (results.some(({ failure }) => failure !== null)) process.exitCode = 1;
  } finally {
    await pool.close();
    store.close();
  }
}

function describe({ photo, faces, failure }: PhotoResult): string {
  if (failure !== null) return `${photo}: ${failure.message} ${failure.remedy}`;
  const lines = faces.map(({ name, candidates, margin, poor }, i) => {
    const ranked = candidates
      .map((candidate) => `${candidate.name} ${candidate.cosine.toFixed(3)}`)
      .join(', ');
    const lead = margin === null ? '' : `, ${margin.toFixed(3)} ahead of the second`;
    return `  face ${i + 1}: ${name ?? 'unknown'}${lead}  (${ranked || 'nobody is enrolled'})${
      poor === null ? '' : `; the face is ${reasonTexts[poor]}: a better photo would tell more surely`
    }`;
  });
  return [`${photo}:`, ...lines].join('\n');
}
