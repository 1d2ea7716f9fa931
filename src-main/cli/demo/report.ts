/** Writes the demo's results as one HTML file. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import sharp from 'sharp';
import { counted } from '../../../src-shared/counted.ts';
import { escapeHtml } from '../../../src-shared/escape-html.ts';
import { project } from '../../../src-shared/sphere/index.ts';
import {
  adviceWords,
  judgedWords,
  noVerdictWords,
  standingWords,
} from '../../../src-shared/verdict-words.ts';
import { curve, sphereDrawing } from './drawings.ts';
import { countText, type DemoResults, type HeadResult, type Probe } from './results.ts';

const strangersShown = 10;
const heldOutShown = 21;

/** The demo's report: one HTML file with its pictures in it, no script, nothing loaded from elsewhere. */
export async function reportHtml(results: DemoResults): Promise<string> {
  const best = results.heads.toSorted((a, b) => b.named.right - a.named.right)[0]!;
  const heldOut = best.probes.filter(({ person }) => person !== null);
  const wrong = heldOut.filter((probe) => probe.matches[0]?.candidates[0]?.name !== probe.person);
  const right = heldOut.filter((probe) => !wrong.includes(probe));
  const strangers = best.probes.filter(({ person, faces }) => person === null && faces.length === 1);
  const groups = best.probes.filter(({ person, faces }) => person === null && faces.length > 1);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tammes: demo report</title>
<style>${style}</style>
</head>
<body>
<h1>Tammes: demo report</h1>
<p>${counted(results.people, 'person', 'people')}, ${counted(results.photos, 'photo', 'photos')} read, ${counted(results.faces, 'face', 'faces')}, ${counted(results.skipped.length, 'photo', 'photos')} skipped.
Everything was computed on this machine (${escapeHtml(results.machine)}); nothing left it.
The held-out photos and the strangers were never trained on nor enrolled.</p>
<h2>Heads</h2>
${headsTable(results.heads)}
<p class="note">“Top-1” is the share of held-out photos whose most similar enrolled person is the right one. “Named” asks more: that
the cosine also reaches the threshold, which was calibrated on the library's scores. “Unknown” counts the faces of
strangers that stayed under it. “Smallest angle” is the one between the two closest class centres; the ratio compares it with
the largest that this number of points could reach in that dimension.</p>
<h2>Are the trained heads worth it?</h2>
${verdictTables(results.heads)}
<h2>Training</h2>
<div class="row">${results.heads
    .filter((head) => head.history.length > 0)
    .map(trainingFigure)
    .join('')}</div>
<h2>Class centres on the sphere</h2>
<div class="row">${results.heads.map(sphereFigure).join('')}</div>
<h2>Held-out photos, matched with ${escapeHtml(best.name)}</h2>
<div class="faces">${[...wrong, ...right].slice(0, heldOutShown).map(probeFigure).join('')}</div>
<p class="note">${wrong.length === 0 ? 'All first names are right.' : `The ${wrong.length} wrong ones come first.`}</p>
<h2>Strangers</h2>
<div class="faces">${strangers.slice(0, strangersShown).map(probeFigure).join('')}</div>
<h2>Group photos of strangers</h2>
<div class="row">${(await Promise.all(groups.map(groupFigure))).join('')}</div>
<h2>Time</h2>
<table><thead><tr><th>Stage</th><th>Seconds</th></tr></thead><tbody>
${Object.entries(results.seconds)
  .map(([stage, seconds]) => `<tr><td>${stage}</td><td>${seconds.toFixed(1)}</td></tr>`)
  .join('')}</tbody></table>
${skippedList(results)}
<footer>Faces: Caltech 101, category Faces (Fei-Fei Li, M. Andreetto, M. Ranzato, P. Perona; photos by M. Weber, California
Institute of Technology), CC BY 4.0, selected, sorted by person and recompressed.
Group photos: sample photos of @vladmandic/face-api (MIT).</footer>
</body>
</html>
`;
}

function headsTable(heads: readonly HeadResult[]): string {
  const rows = heads.map((head) => {
    const { spread, source } = head.sphere;
    const ratio = spread.ratio === null ? '–' : spread.ratio.toFixed(3);
    return `<tr><td>${escapeHtml(head.name)}</td><td>${countText(head.top1)}</td><td>${countText(head.named)}</td>
<td>${countText(head.strangersUnknown)}</td>
<td>${head.threshold.cosine.toFixed(3)} (${head.threshold.genuine} genuine, ${head.threshold.impostor} impostor scores)</td>
<td>${spread.smallestAngle.toFixed(1)}° (${source === 'learned' ? 'learned centres' : 'mean directions'})</td><td>${ratio}</td></tr>`;
  });
  return `<table><thead><tr><th>Head</th><th>Top-1</th><th>Named</th><th>Strangers unknown</th><th>Threshold</th>
<th>Smallest angle</th><th>Ratio to bound</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** What each trained head is worth beside the pretrained one. */
function verdictTables(heads: readonly HeadResult[]): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const rows = heads.flatMap(({ name, loss, verdict }) => {
    if (loss === null) return [];
    if (verdict === null)
      return [`<tr><td>${escapeHtml(name)}</td><td colspan="5">${noVerdictWords.en}</td></tr>`];
    return (['trained', 'unseen', 'strangers'] as const).map((part) => {
      const { standing, figure, counts } = verdict[part];
      const found = figure && `${percent(figure.value)}</td><td>${percent(figure.base)}`;
      const interval = figure?.interval?.map((end) => (100 * end).toFixed(1)).join(' to ');
      const people = counts && `${counts.people} people, ${counts.strangers} strangers`;
      return `<tr><td>${escapeHtml(name)}</td><td>${judgedWords[part].en}</td><td>${found ?? '–</td><td>–'}</td>
<td>${interval ?? '–'}</td><td>${people ?? '–'}</td><td>${standingWords[standing].en}</td></tr>`;
    });
  });
  const advice = heads.flatMap(({ name, verdict }) =>
    verdict === null
      ? []
      : [
          `<li>${escapeHtml(name)}: ${standingWords[verdict.standing].en}, at ${percent(verdict.share)} of the way from the pretrained head to the trained one. ${adviceWords[verdict.advice].en}</li>`,
        ],
  );
  return `<table><thead><tr><th>Head</th><th>Judged for</th><th>Its figure</th><th>Pretrained</th><th>Difference, 95 % interval</th><th>Judged by</th><th>It is</th></tr></thead>
<tbody>${rows.join('')}</tbody></table><ul>${advice.join('')}</ul>
<p class="note">Each head was trained several times, each time without some of the people, and compared with the pretrained head on
photos and people that were kept out. DIR counts photos found first and over the threshold that 1 % of the strangers reach; at the
EER the share of strangers taken for somebody is equal to the share of people missed.</p>`;
}

function trainingFigure(head: HeadResult): string {
  // The epochs of the stage that the head comes from.
  const last = head.history.filter(({ fold }) => fold === head.history.at(-1)!.fold);
  const angles = curve([
    { name: 'class centre', values: last.map(({ ownAngle }) => ownAngle) },
    { name: 'nearest other', values: last.map(({ nearestOtherAngle }) => nearestOtherAngle) },
  ]);
  return `<figure>${angles}<figcaption>${escapeHtml(head.name)}: mean angle in degrees of training samples to their class centre
and to the nearest other one, by epoch.</figcaption></figure>`;
}

function sphereFigure(head: HeadResult): string {
  const { spread, names, centres } = head.sphere;
  const [a, b] = spread.smallestPair;
  const projection = project(centres);
  return `<figure>${sphereDrawing(head.sphere, projection.points)}<figcaption>${escapeHtml(head.name)}: ${spread.count} centres in
${spread.dim} dimensions, shown in three; the angles shown are off by ${projection.meanError.toFixed(1)}° on average.
Closest: ${escapeHtml(names[a]!)} and ${escapeHtml(names[b]!)}, ${spread.smallestAngle.toFixed(1)}°; mean angle to the nearest
centre ${spread.meanNearestAngle.toFixed(1)}°.</figcaption></figure>`;
}

function probeFigure({ person, path, faces, matches }: Probe): string {
  const chip = faces[0] === undefined ? '' : `<img alt="" src="${dataUrl('image/webp', faces[0].chipWebp)}">`;
  const match = matches[0];
  const first = match?.candidates[0];
  const cosine = first === undefined ? '' : `${escapeHtml(first.name)} ${first.cosine.toFixed(3)}`;
  const good = person === null ? !match?.known : match?.known && first?.name === person;
  const verdict =
    match === undefined ? 'no face found' : match.known ? cosine : `unknown <small>(${cosine})</small>`;
  const truth = person === null ? 'a stranger' : escapeHtml(person);
  return `<figure class="${good ? 'good' : 'bad'}" title="${escapeHtml(basename(path))}">${chip}<figcaption><b>${truth}</b><br>${verdict}</figcaption></figure>`;
}

async function groupFigure({ path, width, height, faces, matches }: Probe): Promise<string> {
  const shown = 460;
  const scale = shown / width;
  const picture = await sharp(await readFile(path))
    .autoOrient()
    .resize({ width: shown })
    .jpeg({ quality: 80 })
    .toBuffer();
  const boxes = faces.map(({ box }, i) => {
    const match = matches[i]!;
    const first = match.candidates[0];
    const text = `${match.known ? first?.name : 'unknown'} ${first?.cosine.toFixed(2) ?? ''}`;
    const [x, y, w, h] = [box.x, box.y, box.width, box.height].map((value) => (value * scale).toFixed(1));
    return `<rect x="${x}" y="${y}" width="${w}" height="${h}"/><text x="${x}" y="${Number(y) - 4}">${escapeHtml(text)}</text>`;
  });
  return `<figure><svg class="photo" width="${shown}" height="${Math.round(height * scale)}" role="img" aria-label="${counted(faces.length, 'face', 'faces')}">
<image href="${dataUrl('image/jpeg', picture)}" width="100%" height="100%"/>${boxes.join('')}</svg></figure>`;
}

function skippedList({ skipped }: DemoResults): string {
  if (skipped.length === 0) return '';
  return `<h2>Skipped photos</h2><ul>${skipped.map(({ message }) => `<li>${escapeHtml(message)}</li>`).join('')}</ul>`;
}

function dataUrl(type: string, bytes: Uint8Array): string {
  return `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
}

const style = `
:root { color-scheme: light dark; --line: #8886; --good: #2a8a4a; --bad: #c2402a; --a: #2f6fdb; --b: #d9822b; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); }
.note, footer, figcaption { font-size: .85rem; opacity: .85; } footer { margin-top: 3rem; }
.row, .faces { display: flex; flex-wrap: wrap; gap: 1rem; } figure { margin: 0; } .row figcaption { max-width: 28rem; }
.faces figure { width: 104px; } .faces img { width: 100px; height: 100px; border: 2px solid; border-radius: 6px; }
.good img { border-color: var(--good); } .bad img { border-color: var(--bad); } .bad b::after { content: " ✗"; color: var(--bad); }
svg { max-width: 100%; } svg text { font: 11px system-ui, sans-serif; fill: currentColor; }
svg.photo rect { fill: none; stroke: #ffd24a; stroke-width: 2; } svg.photo text { fill: #fff; paint-order: stroke; stroke: #000a; stroke-width: 3; }
`;
