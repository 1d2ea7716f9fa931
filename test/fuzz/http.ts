/** Asks the interface for other programs what its description allows, and what it does not: by schemathesis, on a library of a few people. */
import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { formOf, orlPhoto, startTestApi } from '../helpers/api.ts';
import { peer } from '../helpers/api-peers.ts';
import { temporaryFolder } from '../helpers/cli.ts';

/** What each answer must keep to. */
const checks = [
  ...['not_a_server_error', 'status_code_conformance', 'content_type_conformance'],
  ...['response_schema_conformance', 'ignored_auth', 'unsupported_method'],
];
/** Milliseconds that one answer may take on a busy machine. */
const longest = 20_000;

export interface HttpReport {
  requests: number;
  /** Addresses with a method. */
  operations: number;
  seconds: number;
  faults: string[];
}

/** All ways in which requests are made up. */
const allPhases = ['examples', 'coverage', 'fuzzing'];

/** @param examples of each address and phase. @returns what schemathesis says. */
export async function askAsDescribed(
  seed: number,
  examples: number,
  phases: readonly string[] = allPhases,
): Promise<HttpReport> {
  const api = await startTestApi();
  for (const [person, name] of ['Ada', 'Grace', 'Emmy'].entries()) {
    const photos = await Promise.all([1, 2, 3].map((number) => orlPhoto(person + 1, number)));
    await api.ask('POST', '/v1/people', { body: formOf(photos, { name }) });
  }
  const started = performance.now();
  const { code, text } = await schemathesis([
    ...['run', `${api.host.address}/openapi.json`, '--header', `Authorization: Bearer ${api.token()}`],
    // It never ends, as it should not.
    ...['--exclude-path', '/v1/events', '--phases', phases.join(',')],
    ...['--max-examples', String(examples), '--seed', String(seed), '--checks', checks.join(',')],
    ...['--max-response-time', String(longest / 1000), '--continue-on-failure', '--no-color'],
  ]);
  const seconds = (performance.now() - started) / 1000;
  // What was asked last may still be under way.
  await pause(1000);
  await api.close();
  const requests = Number(/(\d+) generated/.exec(text)?.[1] ?? 0);
  const operations = Number(/Selected: (\d+)/.exec(text)?.[1] ?? 0);
  const faults = api.faults.map((fault) => `Inside: ${String(fault)}`);
  if (code !== 0 || requests === 0) faults.push(text.slice(-4000));
  return { requests, operations, seconds, faults };
}

async function schemathesis(args: readonly string[]): Promise<{ code: number; text: string }> {
  const cwd = await temporaryFolder();
  return new Promise((resolve) => {
    execFile(
      peer('schemathesis'),
      args,
      { cwd, maxBuffer: 2 ** 28, env: { ...process.env, COLUMNS: '200' } },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : Number(error.code) || 1;
        resolve({ code, text: stdout + stderr });
      },
    );
  });
}
