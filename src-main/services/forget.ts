/** Forgets a person: removes everything that the library, its runs and its caches hold of her or him. */
import type { Forgetting, ForgettingReceipt, HeadsAfterwards } from '../../src-shared/contract/index.ts';
import { TammesError } from '../../src-shared/errors/index.ts';
import { decodeHead, encodeHead, type Head, withoutPeople } from '../../src-shared/training/index.ts';
import { backupsOf, listBackups } from '../store/backup.ts';
import { transaction } from '../store/database.ts';
import { eraseRemoved } from '../store/erase.ts';
import { eraseTraces, type PersonTraces, tracesOfPerson } from '../store/forget.ts';
import {
  dropRun,
  type RunState,
  replaceHead,
  runStates,
  type StoredHead,
  storedHeads,
} from '../store/forget-heads.ts';
import { removeKeptIndexes } from '../store/kept-index.ts';
import { removeKeptNeighbours } from '../store/kept-neighbours.ts';
import {
  readRunFaces,
  readRunRefusals,
  removeCheckpoint,
  removeRunFiles,
  runsWithFiles,
  timelineFiles,
} from '../store/run-files.ts';
import type { Store } from '../store/store.ts';
import { forgetInTimeline, readPlan } from '../store/timeline.ts';
import { eraseCopies } from './erase-copies.ts';
import { forgetOnServer } from './gallery.ts';
import { withdrawFromShare } from './share.ts';

/** A run that was trained on the person's faces. */
interface RunOfPerson {
  run: RunState;
  head: StoredHead | null;
  /** The head without the person; null: it has no class centre and no name of the person, or cannot be read. */
  rebuilt: Head | null;
  centres: number;
}

export interface Plan {
  traces: PersonTraces;
  runs: RunOfPerson[];
  backups: number;
}

/** What forgetting somebody would take away; nothing is changed. @throws TammesError 'person-gone' */
export async function previewForgetting(store: Store, personId: number): Promise<Forgetting> {
  return describe(await planForgetting(store, personId));
}

/**
 * Removes somebody for good. Files of runs go first and the rows in one transaction afterwards: if the process ends between, the
 * person is still there to be forgotten again.
 *
 * @param heads what becomes of heads that were trained on the person.
 * @throws TammesError 'person-gone', or 'run-in-training' while a run is trained.
 */
export async function forgetPerson(
  store: Store,
  personId: number,
  heads: HeadsAfterwards,
): Promise<ForgettingReceipt> {
  const { db, folder } = store;
  const training = runStates(db).find(({ status }) => status === 'running');
  if (training !== undefined) throw new TammesError('run-in-training', { runId: training.id });
  const plan = await planForgetting(store, personId);
  const { isName } = plan.traces.names;
  // A head that cannot be read may hold anything. What was removed is not brought back any more.
  const isDropped = ({ run, head, rebuilt, centres }: RunOfPerson) =>
    run.removed || (head !== null && (heads === 'drop' || (rebuilt === null && centres < 0)));
  const dropped = plan.runs.filter(isDropped);
  const kept = plan.runs.filter((one) => !isDropped(one));
  for (const { run } of plan.runs) await removeCheckpoint(store, run.id);
  for (const { run } of dropped) await removeRunFiles(store, run.id);
  for (const runId of await runsWithFiles(store)) await forgetInTimeline(timelineFiles(store, runId), isName);
  await eraseCopies(folder);
  transaction(db, () => {
    for (const { run } of dropped) dropRun(db, run.id);
    for (const { head, rebuilt } of kept)
      if (head !== null && rebuilt !== null) replaceHead(db, head.id, encodeHead(rebuilt));
    eraseTraces(db, plan.traces);
  });
  // A review and an index that are being worked out notice the change, and keep nothing of before.
  removeKeptNeighbours(folder);
  removeKeptIndexes(folder);
  const complete = eraseRemoved(db);
  const stillOn = await forgetOnServer(folder, personId);
  const shared = await withdrawFromShare(folder, plan.traces.faces);
  const namesOf = (runs: readonly RunOfPerson[]) =>
    runs.flatMap(({ head }) => (head === null ? [] : [head.name]));
  return {
    ...describe(plan),
    at: new Date().toISOString(),
    rebuilt: namesOf(kept.filter(({ rebuilt }) => rebuilt !== null)),
    dropped: namesOf(dropped),
    complete,
    stillOn,
    shared,
  };
}

/** What the library holds of somebody, and which runs were trained on her or him. @throws TammesError 'person-gone' */
export async function planForgetting(store: Store, personId: number): Promise<Plan> {
  const traces = tracesOfPerson(store.db, personId);
  const { isName } = traces.names;
  const faces = new Set([...traces.faces, ...traces.journal.faces]);
  const heads = new Map(storedHeads(store.db).map((head) => [head.runId, head]));
  const runs: RunOfPerson[] = [];
  for (const run of runStates(store.db)) {
    const head = heads.get(run.id) ?? null;
    const inHead = head === null ? { rebuilt: null, centres: 0 } : lookInHead(head, isName);
    const recorded = await readRunFaces(store, run.id).catch(() => null);
    const plan = await readPlan(timelineFiles(store, run.id)).catch(() => null);
    const refused = await readRunRefusals(store, run.id).catch(() => []);
    const isTrainedOn =
      recorded === null || [...recorded, ...refused].some(({ faceId }) => faces.has(faceId));
    if (isTrainedOn || inHead.rebuilt !== null || inHead.centres < 0 || plan?.people.some(isName))
      runs.push({ run, head, ...inHead });
  }
  return { traces, runs, backups: listBackups(backupsOf(store.folder)).length };
}

/** @returns `centres`: -1 for a head that cannot be read. */
function lookInHead(
  { data, name }: StoredHead,
  isName: (name: string) => boolean,
): Pick<RunOfPerson, 'rebuilt' | 'centres'> {
  if (data === null) return { rebuilt: null, centres: -1 };
  const head = decodeHead(data, name);
  const rebuilt = withoutPeople(head, isName);
  const rows = (one: Head | null) => one?.centres?.shape[0] ?? 0;
  return { rebuilt, centres: rebuilt === null ? 0 : rows(head) - rows(rebuilt) };
}

function describe({ traces, runs, backups }: Plan): Forgetting {
  return {
    name: traces.names.name,
    otherNames: traces.names.others,
    faces: traces.faces.length + traces.bare,
    photos: traces.photosGone.length,
    photosKept: traces.photosKept.length,
    photosLoose: traces.photosLoose.length,
    filesLeft: {
      photos: traces.files,
      exported: new Set([...traces.exportedFiles, ...traces.dataFiles]).size,
    },
    journalEntries: traces.journal.entries.length,
    evaluations: traces.evaluations.length,
    heads: runs.flatMap(({ head, centres }) =>
      head === null ? [] : [{ name: head.name, centres: Math.max(0, centres) }],
    ),
    stoppedRuns: runs.flatMap(({ run, head }) => (head === null && !run.removed ? [run.name] : [])),
    backups,
    notesLeft: traces.notes,
  };
}
