/** Plans of sweeps: a YAML or JSON file, and options that take precedence over it. */
import { readFile } from 'node:fs/promises';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { parseInput, type SettingValue, type SweepPlan, sweepPlan } from '../../src-shared/contract/index.ts';
import { TammesError, toEnglish, toFailure } from '../../src-shared/errors/index.ts';
import { firstLine } from '../../src-shared/first-line.ts';
import { candidatesOf } from '../../src-shared/sweeps/index.ts';

/** What options say of a plan; `settings` are added to those of a file. */
export interface SaidOfPlan {
  settings: Record<string, SettingValue[]>;
  [key: string]: unknown;
}

type Keys = readonly PropertyKey[];

interface PlanFile {
  path: string;
  content: Record<string, unknown>;
  /** The line on which a key or an item stands; null: the file does not have it. */
  lineOf(keys: Keys): number | null;
}

/** @param path of a file; absent: options alone. @throws TammesError 'bad-input' that names the file and the line. */
export async function planOf(path: string | undefined, said: SaidOfPlan): Promise<SweepPlan> {
  const file = path === undefined ? null : await readPlan(path);
  const settings = { ...(file?.content.settings as object | undefined), ...said.settings };
  const value = { ...file?.content, ...said, settings };
  try {
    const plan = parseInput(sweepPlan, value, file === null ? 'Options' : 'The plan');
    candidatesOf(plan);
    return plan;
  } catch (error) {
    throw file === null ? error : atItsLine(error, value, file, said);
  }
}

async function readPlan(path: string): Promise<PlanFile> {
  const unreadable = (reason: string, cause?: unknown) =>
    new TammesError('sweep-plan-unreadable', { path, reason }, { cause });
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw new TammesError('file-not-there', { path }, { cause });
    throw unreadable(firstLine(cause), cause);
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [wrong] = document.errors;
  if (wrong !== undefined) throw unreadable(firstLine(wrong), wrong);
  let content: unknown;
  try {
    content = document.toJS();
  } catch (cause) {
    throw unreadable(firstLine(cause), cause);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw unreadable('it has no keys such as losses.');
  return {
    path,
    content: content as PlanFile['content'],
    lineOf(keys) {
      let [node, line]: [unknown, number | null] = [document.contents, null];
      for (const key of keys) {
        const pair = isMap(node)
          ? node.items.find((one) => isScalar(one.key) && one.key.value === key)
          : null;
        const item = pair?.value ?? (isSeq(node) ? node.items[Number(key)] : null);
        const start = isScalar(pair?.key) ? pair.key.range : isScalar(item) ? item.range : null;
        if (start == null) break;
        line = lines.linePos(start[0]).line;
        node = item;
      }
      return line;
    },
  };
}

/** The same error with the line of the file that it is about, unless an option said that. */
function atItsLine(error: unknown, value: unknown, file: PlanFile, said: SaidOfPlan): unknown {
  if (!(error instanceof TammesError)) return error;
  const keys = keysOf(error, value, file);
  const isSaid =
    keys[0] === 'settings' ? Object.hasOwn(said.settings, keys[1] ?? '') : Object.hasOwn(said, keys[0] ?? '');
  const line = isSaid ? null : file.lineOf(keys);
  if (line === null) return error;
  const { message, remedy } = toEnglish(toFailure(error));
  return new TammesError(
    'sweep-plan-line',
    { path: file.path, line, reason: message, remedy },
    { cause: error },
  );
}

/** Where in a plan lies what an error is about. */
function keysOf({ parameters }: TammesError, value: unknown, { content }: PlanFile): Keys {
  const issue = sweepPlan.safeParse(value).error?.issues[0];
  if (issue !== undefined)
    return issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
  // The plan keeps to its schema: a loss that there is not, or a setting.
  const { setting, field, name } = parameters as Record<string, unknown>;
  const named = [setting, field].find((one) => typeof one === 'string');
  if (named !== undefined) return ['settings', named as string];
  const place = Array.isArray(content.losses) ? content.losses.indexOf(name) : -1;
  return place < 0 ? [] : ['losses', place];
}
