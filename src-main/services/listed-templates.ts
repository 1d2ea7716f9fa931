/** Templates as IARPA Janus Benchmarks B and C have them: sets of photos of one person, read and described. */
import { basename, resolve, sep } from 'node:path';
import type { OutsideSettings } from '../../src-shared/contract/index.ts';
import { type EnglishFailure, toEnglish } from '../../src-shared/errors/index.ts';
import { eachCentralFace } from './central-faces.ts';
import type { TemplatesTask } from './judge-templates.ts';
import type { OutsideWatch, Readers } from './outside-photos.ts';
import { readTemplates } from './template-lists.ts';

type TemplateSettings = Extract<OutsideSettings, { protocol: 'templates' }>;

/** What is to be compared, and the photos without a usable face. */
export type DescribedTemplates = Omit<TemplatesTask, 'headIds'> & {
  failures: (EnglishFailure & { photo: string })[];
};

/**
 * Reads the lists and describes their photos.
 * @throws TammesError as `readTemplates`, or 'describing-cancelled'
 */
export async function describeTemplates(
  readers: Readers,
  { templates, list, images }: TemplateSettings,
  watch: OutsideWatch,
): Promise<DescribedTemplates> {
  const set = await readTemplates({ templates, list, images }, watch.signal);
  const folder = resolve(images);
  const paths = set.names.split('\n').map((name) => `${folder}${sep}${name}`);
  const isFound = new Uint8Array(paths.length);
  const fingerprints = Array<string>(paths.length).fill('');
  const failures: DescribedTemplates['failures'] = [];
  // Only what is compared stays: of half a million photos the rest would take gigabytes.
  let features = new Float32Array(0);
  await eachCentralFace(
    readers,
    paths,
    (path, face, place) => {
      if ('code' in face) {
        failures.push({ photo: path, ...toEnglish(face) });
        return;
      }
      const { length } = face.feature;
      if (features.length === 0) features = new Float32Array(paths.length * length);
      features.set(face.feature, place * length);
      isFound[place] = 1;
      fingerprints[place] = face.fingerprint;
    },
    watch,
  );
  return {
    settings: {
      protocol: 'templates',
      ...{ templates: basename(templates), list: basename(list), images: basename(folder) },
    },
    set,
    photos: { folder, isFound, features, fingerprints: fingerprints.join('\n') },
    failures,
  };
}
