/** Desks that share a gallery: who is enrolled at one is recognised at another. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { madeUpLibrary } from '../gallery/enrolled.ts';
import { someDemoPeople, tammes, temporaryFolder } from '../helpers/cli.ts';
import { hasPostgres, password, TestPostgres } from '../helpers/postgres.ts';

let postgres: TestPostgres;
let address: string;
let sql: Sql;
const desks = new Map<string, { library: string; state: string }>();

async function newDesk(name: string): Promise<void> {
  desks.set(name, { library: await temporaryFolder(), state: await temporaryFolder() });
}

/** Runs a command at a desk. */
function at(desk: string, args: readonly string[], options: Parameters<typeof tammes>[1] = {}) {
  const { library, state } = desks.get(desk)!;
  const env = { XDG_STATE_HOME: state, HOME: state, PGPASSWORD: '', PGPASSFILE: join(state, 'none') };
  return tammes([...args, '--library', library], { ...options, env });
}

/** The same with what it prints as JSON. */
async function jsonAt(desk: string, args: readonly string[]) {
  const { code, stdout, stderr } = await at(desk, [...args, '--json']);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

const share = (...args: string[]) => ['gallery', 'share', ...args];
const addressOf = (login: string) => address.replace(/\/\/.*@/, `//${login}:secret-${login}@`);

async function letIn(login: string, role: string): Promise<void> {
  await sql.unsafe(
    `CREATE ROLE ${login} LOGIN PASSWORD 'secret-${login}'; GRANT tammes_${role}_desks TO ${login}`,
  );
}

beforeAll(async () => {
  if (!hasPostgres) return;
  postgres = await TestPostgres.start();
  ({ address, sql } = await postgres.database('desks'));
}, 120_000);
afterAll(async () => {
  await sql?.end();
  await postgres?.stop();
});

test('a desk that has joined no gallery says what to do', async () => {
  await newDesk('alone');
  for (const args of [share(), share('push'), share('pull'), share('publish')]) {
    const { code, stderr } = await at('alone', args);
    expect(code).not.toBe(0);
    expect(stderr).toContain('tammes gallery share join');
  }
  expect((await at('alone', share('leave'))).stdout).toContain('had not joined');
}, 60_000);

describe.skipIf(!hasPostgres)('desks that share a gallery', () => {
  const known = ['s01', 's02', 's03', 's04'];
  let probes: string;

  beforeAll(async () => {
    for (const desk of ['owner', 'enroller', 'reader']) await newDesk(desk);
    const photos = await someDemoPeople([...known, 's05', 's06'], [1, 2, 3, 4]);
    probes = await someDemoPeople(['s01', 's03', 's11'], [7]);
    const ingested = await at('enroller', ['ingest', photos]);
    expect(ingested.code, ingested.stderr).toBe(0);
  }, 240_000);

  test('find out that there is none yet', async () => {
    const { code, stderr } = await at('reader', share('join', address));
    expect(code).not.toBe(0);
    expect(stderr).toContain('There is no shared gallery');
    expect(stderr).not.toContain(password);
  }, 60_000);

  test('get one from its owner, who publishes a head', async () => {
    const made = await at('owner', share('init', address));
    expect(made.code, made.stderr).toBe(0);
    expect(made.stdout + made.stderr).not.toContain(password);
    for (const [login, role] of [
      ['enrolling', 'enroller'],
      ['reading', 'reader'],
    ])
      await letIn(login!, role!);
    const early = await at('enroller', share('join', addressOf('enrolling')));
    expect(early.stdout).toContain('No head is published there yet');
    expect((await at('enroller', share('push'))).stderr).toContain('has no head yet');
    expect(await jsonAt('owner', share('publish'))).toEqual({ name: 'pretrained', version: 1 });
  }, 60_000);

  test('are given access by its owner, who takes it away again', async () => {
    const { stdout, stderr, code } = await at('owner', share('grant', 'visitor', '--role', 'enroller'));
    expect(code, stderr).toBe(0);
    const [, entry, secret] = /share join (\S+)[\s\S]*shown only now: (\S+)/.exec(stdout)!;
    expect((await at('owner', share('members'))).stdout).toMatch(/visitor +enroller/);
    const { library, state } = desks.get('reader')!;
    const env = { XDG_STATE_HOME: state, HOME: state, PGPASSWORD: secret!, PGPASSFILE: join(state, 'none') };
    const joined = await tammes([...share('join', entry!, '--json'), '--library', library], { env });
    expect(JSON.parse(joined.stdout)).toEqual({ role: 'enroller' });
    expect(await jsonAt('owner', share('grant', 'visitor'))).toMatchObject({
      ...{ address: entry, password: null, role: 'enroller', isLocal: true },
    });
    expect((await at('owner', share('grant', 'visitor', '--role', 'reader'))).stdout).toContain(
      'as reader. It was enroller.',
    );
    expect(await jsonAt('owner', share('members'))).toContainEqual({
      ...{ login: 'visitor', role: 'reader', isOwn: false },
    });
    expect(await jsonAt('owner', share('revoke', 'visitor'))).toEqual({ login: 'visitor' });
    expect((await at('owner', share('revoke', 'visitor'))).stderr).toContain('tammes gallery share members');
    for (const args of [share('members'), share('grant', 'x'), share('revoke', 'reading')])
      expect((await at('enroller', args)).stderr).toContain('tammes_owner_desks');
    expect((await jsonAt('reader', share('leave'))).server).toContain('visitor@');
  }, 90_000);

  test('refuse what a login may not do, and say what it needs', async () => {
    const { code, stderr } = await at('enroller', share('publish'));
    expect(code).not.toBe(0);
    expect(stderr).toContain('GRANT "tammes_owner_desks"');
    const forget = await at('enroller', share('forget', 's01', '--yes'));
    expect(forget.stderr).toContain('GRANT "tammes_owner_desks"');
    expect(await jsonAt('reader', share('join', addressOf('reading')))).toEqual({ role: 'reader' });
    expect((await at('reader', share('push'))).stderr).toContain(
      'tammes gallery share grant LOGIN --role enroller',
    );
  }, 60_000);

  test('send people once, compared by count and checksum', async () => {
    const first = await jsonAt('enroller', share('push'));
    expect(first).toMatchObject({ people: 6, faces: 24, added: 24, changed: 0, withdrawn: 0 });
    const again = await jsonAt('enroller', share('push'));
    expect(again).toMatchObject({ people: 6, faces: 24, added: 0, changed: 0, withdrawn: 0 });
    const [counted] = await sql`
      SELECT count(*)::integer AS faces, count(DISTINCT person)::integer AS people FROM tammes_shared.faces`;
    expect({ ...counted }).toEqual({ faces: 24, people: 6 });
  }, 60_000);

  test('recognise people whom they have not enrolled themselves', async () => {
    const { code, stdout, stderr } = await at('reader', ['recognise', probes]);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/s01\/07\.png +s01/);
    expect(stdout).toMatch(/s03\/07\.png +s03/);
    expect(stdout).not.toMatch(/s11\/07\.png +s0/);
    expect(stderr).not.toContain('cannot be reached');
    expect(await jsonAt('reader', ['people'])).toEqual([]);
    const matched = await jsonAt('reader', ['match', join(probes, 's01', '07.png')]);
    // The published head is the only one here.
    expect((await at('reader', ['match', join(probes, 's01', '07.png')])).stderr).toBe('');
    expect(matched).toMatchObject({ enrolled: 6, photos: [{ faces: [{ name: 's01' }] }] });
  }, 120_000);

  test('see what is new with the next recognition', async () => {
    expect((await at('enroller', ['people', 'rename', 's01', 'Ada'])).code).toBe(0);
    expect(await jsonAt('enroller', share('push'))).toMatchObject({ corrected: 1, added: 0, withdrawn: 0 });
    const { stdout } = await at('reader', ['recognise', probes]);
    expect(stdout).toMatch(/s01\/07\.png +Ada/);
    // Nobody has a face of the old name any more.
    expect(await sql`SELECT FROM tammes_shared.people WHERE name = 's01'`).toHaveLength(0);
  }, 120_000);

  test('go on with what they have when the database is gone, and say so', async () => {
    await postgres.kill();
    const { code, stdout, stderr } = await at('reader', ['recognise', probes]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/s01\/07\.png +Ada/);
    expect(stderr).toMatch(/The shared gallery reading@.*\/desks cannot be reached/);
    expect(stderr).toMatch(/recognised as they were \d+ (s|min \d+ s) ago/);
    expect(stderr).not.toContain('secret-reading');
    const state = await at('reader', share());
    expect(state.code).toBe(0);
    expect(state.stdout).toMatch(/people of others +6/);
    expect(state.stdout).toContain('cannot be reached');
    await postgres.restart();
    expect(await jsonAt('reader', share())).toMatchObject({
      role: 'reader',
      failure: null,
      has: { people: 6, faces: 24 },
    });
  }, 120_000);

  test('keep what comes from others, and the password, from other accounts', async () => {
    const { library, state } = desks.get('reader')!;
    expect((await stat(join(library, 'shared-people'))).mode & 0o777).toBe(0o600);
    const noted = join(state, 'tammes', 'shared-galleries.json');
    expect((await stat(noted)).mode & 0o777).toBe(0o600);
    expect(await readFile(noted, 'utf8')).toContain('secret-reading');
    for (const entry of await readdir(library, { recursive: true, withFileTypes: true }))
      if (entry.isFile())
        expect(
          (await readFile(join(entry.parentPath, entry.name))).includes('secret-reading'),
          entry.name,
        ).toBe(false);
  });

  test('forget somebody whom the owner has forgotten, whoever sent the faces', async () => {
    expect((await at('owner', share('forget', 'Nobody', '--yes'))).stderr).toContain('Nobody');
    expect(await jsonAt('owner', share('forget', 'Ada', '--yes'))).toEqual({
      faces: 4,
      failure: null,
      uncleared: null,
    });
    const { stdout } = await at('reader', ['recognise', probes]);
    expect(stdout).not.toContain('Ada');
    expect(stdout).toMatch(/s03\/07\.png +s03/);
    const { library } = desks.get('reader')!;
    expect((await readFile(join(library, 'shared-people'))).includes('Ada')).toBe(false);
    const again = await jsonAt('enroller', share('push'));
    expect(again).toMatchObject({ people: 5, faces: 20, added: 0, forgotten: 4 });
    expect(await sql`SELECT FROM tammes_shared.people WHERE name = 'Ada'`).toHaveLength(0);
  }, 120_000);

  test('take out whom they forget themselves, or say that they could not', async () => {
    const { stdout } = await at('enroller', ['people', 'forget', 's05', '--yes']);
    expect(stdout).toMatch(/taken out of the shared gallery enrolling@.*\/desks/);
    expect(stdout).toContain('until an owner forgets the person');
    expect(await sql`SELECT FROM tammes_shared.people WHERE name = 's05'`).toHaveLength(0);
    await postgres.kill();
    const gone = await at('enroller', ['people', 'forget', 's06', '--yes']);
    expect(gone.code).toBe(0);
    expect(gone.stdout).toMatch(/The shared gallery enrolling@.*may still have this library’s faces/);
    await postgres.restart();
    expect(await sql`SELECT FROM tammes_shared.people WHERE name = 's06'`).toHaveLength(1);
    expect(await jsonAt('enroller', share('push'))).toMatchObject({ people: 3, withdrawn: 4 });
    expect(await sql`SELECT FROM tammes_shared.people WHERE name = 's06'`).toHaveLength(0);
  }, 120_000);

  test('do not connect and share at once', async () => {
    expect((await at('reader', ['gallery', 'connect', address])).stderr).toContain('cannot do both');
  });

  test('leave, and have nothing of others then', async () => {
    const { stdout } = await at('reader', share('leave'));
    expect(stdout).toContain('has nothing of other libraries any more');
    expect(await readdir(desks.get('reader')!.library)).not.toContain('shared-people');
    const recognised = await at('reader', ['recognise', probes]);
    expect(recognised.stdout).not.toContain('s03  s03');
  }, 60_000);

  test('keep people before they leave, and recognise them afterwards by the head of the gallery', async () => {
    await at('reader', share('join', addressOf('reading')));
    const { stdout } = await at('reader', share('keep'));
    expect(stdout).toMatch(/now keeps 3 people of the gallery as its own, with 12 faces/);
    expect(await jsonAt('reader', share('keep'))).toMatchObject({ people: 3, faces: 12, added: 0 });
    expect((await at('reader', share('leave'))).stdout).toContain('apart from 3 people whom it keeps');
    const recognised = await at('reader', ['recognise', probes]);
    expect(recognised.stdout).toMatch(/s03\/07\.png +s03/);
    expect(recognised.stderr).not.toContain('of another head');
    expect((await at('reader', ['gallery'])).stdout).toContain('the library keeps 3 people with 12 faces');
    expect((await jsonAt('reader', ['people'])).map(({ name }: { name: string }) => name)).toContain('s03');
    expect(await jsonAt('reader', ['undo'])).toMatchObject({ action: 'keep-people' });
    expect(await jsonAt('reader', ['people'])).toEqual([]);
  }, 120_000);
});

describe.skipIf(!hasPostgres)('a desk that is killed while it sends', () => {
  test('sends the rest the next time, and nothing twice', async () => {
    await newDesk('large');
    const { library, state } = desks.get('large')!;
    (await madeUpLibrary(library, 1100, 1)).close();
    expect((await at('large', share('join', address))).code).toBe(0);
    // The second block waits for this test, which kills the desk meanwhile.
    await sql`SELECT pg_advisory_lock(1)`;
    await sql.unsafe(`
      CREATE FUNCTION held() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
        $$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NEW; END $$;
      CREATE TRIGGER held BEFORE INSERT ON tammes_shared.faces FOR EACH ROW WHEN (NEW.number > 600) EXECUTE FUNCTION held()`);
    const { code } = await at('large', share('push'), {
      onStderr: (text, kill) => / 512\/1100/.test(text) && kill(),
    });
    expect(code).toBe(null);
    const noted = await readFile(join(state, 'tammes', 'shared-galleries.json'), 'utf8');
    const { desk } = JSON.parse(noted)[library];
    const countFaces = async () =>
      Number((await sql`SELECT count(*) AS n FROM tammes_shared.faces WHERE desk = ${desk}`)[0]!.n);
    expect(await countFaces()).toBe(512);
    await sql`SELECT pg_advisory_unlock(1)`;
    await sql.unsafe('DROP TRIGGER held ON tammes_shared.faces; DROP FUNCTION held()');
    const rest = await jsonAt('large', share('push'));
    expect(rest).toMatchObject({ faces: 1100, people: 1100, changed: 0 });
    expect(rest.added).toBe(588);
    expect(await countFaces()).toBe(1100);
  }, 120_000);
});

describe.skipIf(!hasPostgres)('two desks that correct the same person', () => {
  const names = async (desk: string) =>
    (await jsonAt(desk, ['people'])).map(({ name }: { name: string }) => name).sort();

  beforeAll(async () => {
    for (const desk of ['one', 'two']) {
      await newDesk(desk);
      (await madeUpLibrary(desks.get(desk)!.library, 2, 2)).close();
      await jsonAt(desk, share('join', address));
      await jsonAt(desk, share('push'));
    }
    await jsonAt('one', share('pull'));
  }, 120_000);

  test('are told who was faster, and choose whose counts', async () => {
    await at('one', ['people', 'rename', 'person 0', 'Eva']);
    await at('two', ['people', 'rename', 'person 0', 'Eve']);
    expect(await jsonAt('one', share('push'))).toMatchObject({ corrected: 1, changed: 0 });
    const { stdout } = await at('two', share('push'));
    expect(stdout).toMatch(/1 {2}person 0 → Eve: refused, tammes has corrected the same person \d+ s ago/);
    expect(stdout).toContain('tammes gallery share mine 1');
    expect((await jsonAt('two', share())).waiting).toMatchObject([
      { number: 1, from: 'person 0', to: 'Eve', merges: false, refused: { why: 'changed', login: 'tammes' } },
    ]);
    expect(await names('two')).toEqual(['Eve', 'person 1']);
    expect((await at('two', share('theirs', '7'))).stderr).toContain('No correction with the number 7');
    expect((await at('two', share('theirs', '1'))).stdout).toContain('Nothing waits any more');
    expect(await names('two')).toEqual(['Eva', 'person 1']);
  }, 120_000);

  test('correct for all desks, also while the database is gone', async () => {
    expect((await at('two', share('rename', 'Eva', 'Zoe'))).stdout).toContain('Eva is Zoe for all libraries');
    await jsonAt('one', share('pull'));
    expect(await names('one')).toEqual(['Zoe', 'person 1']);
    await postgres.kill();
    const waiting = await at('one', share('rename', 'Zoe', 'Zora'));
    expect(waiting.code).toBe(0);
    expect(waiting.stdout).toContain('cannot be reached');
    expect(waiting.stdout).toMatch(/Zoe → Zora: waits to be sent/);
    // Forgetting reaches what waits.
    expect((await at('one', ['people', 'forget', 'Zora', '--yes'])).code).toBe(0);
    const { stdout } = await at('one', share());
    expect(stdout).not.toContain('Zora');
    await postgres.restart();
    expect(await jsonAt('one', share('push'))).toMatchObject({ corrected: 0, withdrawn: 2 });
  }, 120_000);
});
