/** `tammes faces`: the quality of each face of the library. */
import { Command } from 'commander';
import { z } from 'zod';
import { faceCard, leftOut, poorReason } from '../../src-shared/contract/index.ts';
import { counted } from '../../src-shared/counted.ts';
import { flawsInEnglish } from '../../src-shared/errors/index.ts';
import { poorBecause, rate, rating, withinLimits } from '../../src-shared/quality/index.ts';
import { facesOf, type NamedFace } from '../services/contents.ts';
import { openStore } from '../store/store.ts';
import { jsonOption, libraryOption, print, table } from './output.ts';
import { addQualityOptions, limitsOf, poorFacesText, type QualityOptions } from './quality-options.ts';

interface Options extends QualityOptions {
  library: string;
  person?: string;
  poor?: boolean;
  json?: boolean;
}

const answer = z.object({
  faces: z.array(faceCard.extend({ person: z.string().nullable(), rating, poor: poorReason.nullable() })),
  leftOut,
});

export function facesCommand(): Command {
  const command = new Command('faces')
    .description('list the faces of the library, and how well each can be seen')
    .option('--person <name>', 'only faces of this person')
    .option('--poor', 'only faces that training and enrolling would leave out');
  return addQualityOptions(command)
    .addOption(libraryOption())
    .addOption(jsonOption(answer))
    .addHelpText(
      'after',
      `
Quality is the geometric mean of five parts from 0 to 1: size (pixels of the box's shorter side), sharpness (variance of the
aligned chip's Laplacian), exposure (brightness and clipped pixels), pose (how far the face is turned; yaw to the right, pitch
upwards, roll clockwise, in degrees) and the detector's score.`,
    )
    .action(runFaces);
}

function runFaces(options: Options): void {
  const limits = limitsOf(options);
  const store = openStore(options.library);
  try {
    const all = facesOf(store, options.person);
    const judged = all.map((face) => ({ face, poor: limits && poorBecause(face, limits) }));
    const shown = options.poor ? judged.filter(({ poor }) => poor !== null) : judged;
    const faces = shown.map(({ face, poor }) => ({ ...face, rating: rate(face), poor }));
    const { count } = withinLimits(all, limits);
    print(options.json, answer, { faces, leftOut: count }, () =>
      [
        table([heading, ...faces.map(rowOf)]),
        poorFacesText(count) ||
          `None of ${counted(count.faces, 'face', 'faces')} is left out of training and enrolling.`,
      ].join('\n'),
    );
  } finally {
    store.close();
  }
}

const heading = [
  'face',
  'person',
  'photo',
  'quality',
  'size',
  'sharpness',
  'brightness',
  'clipped',
  'yaw',
  'pitch',
  'roll',
  'score',
  '',
];

function rowOf({
  id,
  person,
  photoName,
  quality,
  score,
  rating,
  poor,
}: NamedFace & {
  rating: ReturnType<typeof rate>;
  poor: ReturnType<typeof poorBecause>;
}) {
  const { size, sharpness, brightness, clipped, pose } = quality;
  const degrees = (angle: number | undefined) => (angle === undefined ? '–' : `${angle.toFixed(0)}°`);
  return [
    id,
    person ?? '–',
    photoName,
    rating.overall.toFixed(2),
    size.toFixed(0),
    sharpness.toFixed(0),
    brightness.toFixed(0),
    clipped === null ? '–' : `${(100 * (clipped.shadows + clipped.highlights)).toFixed(1)} %`,
    degrees(pose?.yaw),
    degrees(pose?.pitch),
    degrees(pose?.roll),
    score.toFixed(2),
    poor === null ? '' : flawsInEnglish[poor],
  ];
}
