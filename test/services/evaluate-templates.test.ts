/** Pairs of templates, in the lists of insightface's copies of IARPA Janus Benchmarks. */
import { cp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { evaluateTemplates } from '../../src-main/services/evaluate-templates.ts';
import { findHead } from '../../src-main/services/heads.ts';
import { libraryOptions } from '../../src-main/services/outside-photos.ts';
import { parseTemplateFiles } from '../../src-main/services/template-lists.ts';
import { openStore } from '../../src-main/store/store.ts';
import { toEnglish, toFailure } from '../../src-shared/errors/index.ts';
import { shareInterval } from '../../src-shared/recognition/index.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { madeUpVision } from '../helpers/made-up-vision.ts';
import { makeTemplates, personOfCrop, type TemplateFiles } from '../helpers/templates.ts';

const people = ['s01', 's02', 's03', 's04', 's05'];

let set: TemplateFiles;
const at = (name: string) => join(dirname(set.images), name);

beforeAll(async () => {
  set = await makeTemplates(people);
});

/** Faces are made up from the person; on the photos that are named there is none. */
async function evaluate(lost: readonly string[] = []) {
  const pool = madeUpVision({
    seed: personOfCrop,
    noFaces: (path) => lost.some((name) => path.endsWith(name)),
  });
  // Features are kept by the content of photos: another library does not know these yet.
  const fresh = openStore(await temporaryFolder());
  try {
    const head = await findHead(fresh);
    return await evaluateTemplates(
      { store: fresh, pool, options: libraryOptions(fresh) },
      { settings: { protocol: 'templates', ...set }, heads: [head, head], name: null },
      {},
    );
  } finally {
    fresh.close();
  }
}

test('templates of one person are told from others, with intervals over the people that pairs join', async () => {
  const result = await evaluate();
  expect(result).toMatchObject({
    ...{ photos: 20, media: 16, templates: 11, unpaired: 1, people: 5 },
    pairs: { same: 5, different: 10 },
    ...{ failures: [], lostTemplates: 0, failedPairs: { same: 0, different: 0 } },
  });
  const [first, second] = result.heads;
  expect(second).toEqual(first);
  expect(first!.auc).toEqual({ value: 1, interval: shareInterval(5, 5) });
  // Ten pairs of two people tell one in ten, and nothing rarer.
  expect(first!.trueAccept).toEqual([
    { falseAccept: 0.1, value: 1, interval: shareInterval(5, 5), threshold: expect.any(Number) },
  ]);
  const most = shareInterval(0, 5)[1];
  expect(result.differences).toMatchObject([{ falseAccept: 0.1, value: 0, interval: [-most, most] }]);
});

test('a photo without a face is left out; the pairs of a template without any are rejected', async () => {
  const result = await evaluate(['1.png', '4.png'].map((name) => join('crops', name)));
  expect(result.failures).toMatchObject([{ code: 'no-face' }, { code: 'no-face' }]);
  // The video has another frame; template 2 had this photo alone, and 99, which is compared with nothing.
  expect(result).toMatchObject({ lostTemplates: 2, failedPairs: { same: 1, different: 0 } });
  expect(result.heads[0]!.trueAccept[0]!.value).toBeCloseTo(4 / 5, 12);
});

describe('a set that is not whole', () => {
  const messageOf = async (templates: string, list: string, images: string) => {
    try {
      await parseTemplateFiles({ templates, list, images });
      return 'nothing was refused';
    } catch (error) {
      return toEnglish(toFailure(error)).message;
    }
  };

  test('is refused with the number of missing photos and the name of one', async () => {
    await cp(at('crops'), at('part'), { recursive: true });
    for (const name of ['12.png', '13.png']) await rm(join(at('part'), name));
    expect(await messageOf(at('tid_mid.txt'), at('pairs.txt'), at('part'))).toMatch(
      /part lacks 2 of the 20 photos of the list, such as 12\.png/,
    );
  });

  test('is refused if lists are missing, cut off or changed for each other', async () => {
    const crops = at('crops');
    expect(await messageOf(at('none.txt'), at('pairs.txt'), crops)).toMatch(/none\.txt cannot be read/);
    expect(await messageOf(at('pairs.txt'), at('tid_mid.txt'), crops)).toMatch(/tid_mid\.txt, line 1/);
    await writeFile(at('cut.txt'), '1.png 1 1\n2.png 1');
    expect(await messageOf(at('cut.txt'), at('pairs.txt'), crops)).toMatch(/cut\.txt, line 2/);
    await writeFile(at('few.txt'), '1.png 1 1\n2.png 2 1');
    expect(await messageOf(at('few.txt'), at('pairs.txt'), crops)).toMatch(
      /pairs\.txt, line 2, compares the template 4/,
    );
  });
});
