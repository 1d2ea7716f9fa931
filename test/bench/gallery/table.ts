/** The written part of docs/BENCHMARKS.md about matching with many enrolled faces. */
import { markdownTable, measuredAt, mebibytes, rewriteBlock } from '../document.ts';
import { readResults } from '../results.ts';
import { type GalleryResult, galleryResult, type SearchTimes } from './result.ts';

export async function writeGalleryTables(): Promise<void> {
  const results = await readResults('gallery', galleryResult);
  await rewriteBlock('BENCHMARKS.md', 'gallery', results.map(section).join('\n\n'));
}

const ms = (time: number) => `${time < 10 ? time.toFixed(2) : time.toFixed(0)} ms`;

function section({ header, load, threads, libraries, searches }: GalleryResult): string {
  const { machine, versions } = header;
  const ratio = ({ ours, faiss }: SearchTimes) =>
    `${(ours.best / faiss.best).toFixed(2)} (${(ours.median / faiss.median).toFixed(2)})`;
  return [
    `${machine.cpu}, ${machine.cores} cores; node ${versions.node}, faiss ${versions.faiss}, numpy ${versions.numpy}, ${measuredAt(header)}; load ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after.`,
    markdownTable([
      [
        'faces',
        'people',
        'first match',
        'its processor time',
        'next',
        'enrol a face',
        'match after it',
        'memory',
        'of the data',
        'ping, longest',
        'longest task',
      ],
      ...libraries.map((one) => [
        `${one.faces}${one.isRead ? '' : ' (in memory)'}`,
        String(one.people),
        ms(one.first),
        ms(one.firstProcessor),
        ms(one.next),
        ms(one.enrol),
        ms(one.afterEnrol),
        mebibytes(one.memory),
        (one.memory / one.data).toFixed(2),
        one.ping === null ? '' : `${ms(one.ping.median)}, ${ms(one.ping.longest)}`,
        one.heldUp === null ? '' : ms(one.heldUp),
      ]),
    ]),
    `The search itself, a query at a time, ${threads} threads each:`,
    markdownTable([
      ['vectors', 'Tammes', 'faiss, flat', 'numpy', 'Tammes to faiss'],
      ...searches.map((one) => [
        String(one.vectors),
        ms(one.ours.best),
        ms(one.faiss.best),
        ms(one.numpy.best),
        ratio(one),
      ]),
    ]),
  ].join('\n\n');
}
