/** What a desk sends to a shared gallery: its people and the embeddings of its enrolled faces, so that both sides have the same. */
import { createHash } from 'node:crypto';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { decodeHead } from '../../../src-shared/training/index.ts';
import { blockFeatures, createEmbedder, type HeadEmbedder } from '../../compute/head-embedder.ts';
import {
  enrolledFace,
  namedInGallery,
  personName,
  refuseDamagedGallery,
  refuseOutdatedGallery,
} from '../../store/gallery.ts';
import { nameOfServer } from '../../store/gallery-server.ts';
import { headData } from '../../store/runs.ts';
import type { JoinedShare } from '../../store/shared-server.ts';
import type { Database } from '../../store/sql.ts';
import { type Client, inTransaction, type Transaction } from '../engines/postgres-client.ts';
import { facesTrainedOn } from '../trained-on.ts';
import { locks } from './schema.ts';

/** What has changed in the gallery, in faces. */
export interface Pushed {
  /** People and faces that this desk has there now. */
  people: number;
  faces: number;
  added: number;
  /** Given to another person, or with another embedding. */
  changed: number;
  /** Of faces that are not enrolled here any more. */
  withdrawn: number;
  /** Not sent: an owner has forgotten these people. */
  forgotten: number;
}

/** A face as it is sent. */
interface SentFace {
  number: number;
  name: string;
  trained: boolean;
  /** In base64. */
  numbers: string;
  sum: string;
}

/** Numbers of a library's head and of the same one in the database. */
interface HeadNumbers {
  here: number;
  there: number;
}

/**
 * Sends what the gallery lacks or has otherwise, in blocks that each come as a whole or not at all, and takes out what this desk has not
 * any more: broken off, it goes on where it was, and nothing comes twice. At the end both sides count the same faces with the same sums.
 * @param names by people of the library, what they are called in the gallery if that is another name than here.
 * @param tell hears how many faces have been looked at, of how many.
 * @throws TammesError 'share-differs', 'share-other-login', and what a damaged or outdated gallery throws.
 */
export async function pushFaces(
  client: Client,
  share: JoinedShare,
  { db, folder }: { db: Database; folder: string },
  head: HeadNumbers,
  names: ReadonlyMap<number, string>,
  tell: (done: number, total: number) => void,
): Promise<Pushed> {
  refuseOutdatedGallery(db);
  refuseDamagedGallery(db);
  const trainedOn = await facesTrainedOn({ db, folder }, head.here);
  const embedder = createEmbedder(decodeHead(headData(db, head.here), `Head ${head.here}`));
  const all = namedInGallery(db);
  const pushed: Pushed = { people: 0, faces: 0, added: 0, changed: 0, withdrawn: 0, forgotten: 0 };
  /** By number, what the gallery is to have. */
  const lines = new Map<number, string>();
  const people = new Set<string>();
  tell(0, all.length);
  for (let from = 0; from < all.length; from += blockFeatures) {
    const ids = all.slice(from, from + blockFeatures).map(({ faceId }) => faceId);
    const nameOf = (personId: number) => names.get(personId) ?? personName(db, personId);
    const faces = facesToSend(db, embedder, ids, nameOf, (id) => trainedOn?.has(id) === true);
    const gone = await inTransaction(client, (tx) => sendBlock(tx, share, head.there, faces, pushed));
    for (const { number, name, sum } of faces) {
      if (gone.has(number)) continue;
      lines.set(number, `${number}:${name}:${sum}`);
      people.add(name);
    }
    tell(from + ids.length, all.length);
  }
  await inTransaction(client, (tx) => withdraw(tx, share, new Set(lines.keys()), pushed));
  await verify(client, share, head.there, [...lines.values()]);
  return { ...pushed, faces: lines.size, people: people.size };
}

function facesToSend(
  db: Database,
  embedder: HeadEmbedder,
  ids: readonly number[],
  nameOf: (personId: number) => string,
  isTrainedOn: (id: number) => boolean,
): SentFace[] {
  // One that is gone by now is taken out at the end.
  const faces = ids.flatMap((id) => enrolledFace(db, id) ?? []);
  for (const [i, { feature }] of faces.entries()) embedder.features.set(feature, i * feature.length);
  return embedder.embed(faces.length).map((embedding, i) => {
    const { faceId, personId } = faces[i]!;
    const bytes = Buffer.from(embedding.slice().buffer);
    return {
      number: faceId,
      name: nameOf(personId),
      trained: isTrainedOn(faceId),
      numbers: bytes.toString('base64'),
      sum: md5(bytes),
    };
  });
}

interface KnownFace {
  number: string;
  person: string;
  name: string;
  login: string;
  isOurs: boolean;
  sum: string | null;
  trained: boolean | null;
}

/** @returns numbers of faces that are not sent, as their people were forgotten. */
async function sendBlock(
  tx: Transaction,
  share: JoinedShare,
  head: number,
  faces: readonly SentFace[],
  pushed: Pushed,
): Promise<ReadonlySet<number>> {
  // Of two processes of one desk, one at a time.
  await tx`SELECT pg_advisory_xact_lock(${locks.desk}, hashtext(${share.desk}))`;
  const numbers = `{${faces.map(({ number }) => number).join(',')}}`;
  const gone = new Set(
    (
      await tx.unsafe<{ number: string }[]>(
        'SELECT number FROM tammes_shared.forgotten WHERE desk = $1 AND number = ANY($2::bigint[])',
        [share.desk, numbers],
      )
    ).map(({ number }) => Number(number)),
  );
  const known = new Map(
    (
      await tx.unsafe<KnownFace[]>(
        `SELECT f.number, f.person, p.name, f.added_by AS login, f.added_by = session_user AS "isOurs",
           md5(e.numbers) AS sum, e.trained_on AS trained
         FROM tammes_shared.faces f JOIN tammes_shared.people p ON p.id = f.person
         LEFT JOIN tammes_shared.embeddings e ON e.face = f.id AND e.head = $3
         WHERE f.desk = $1 AND f.number = ANY($2::bigint[])`,
        [share.desk, numbers, head],
      )
    ).map((face) => [Number(face.number), face]),
  );
  const isOther = (face: SentFace) => {
    const there = known.get(face.number);
    return there?.name !== face.name || there.sum !== face.sum || there.trained !== face.trained;
  };
  const sent = faces.filter((face) => !gone.has(face.number) && isOther(face));
  pushed.forgotten += gone.size;
  if (sent.length === 0) return gone;
  const foreign = sent.flatMap(({ number }) => known.get(number) ?? []).find(({ isOurs }) => !isOurs);
  if (foreign !== undefined) throw otherLogin(share, foreign.login);
  await writeFaces(tx, share, head, sent);
  const left = sent.flatMap(({ number, name }) => {
    const there = known.get(number);
    return there === undefined || there.name === name ? [] : [there.person];
  });
  await removeEmptied(tx, left);
  const changed = sent.filter(({ number }) => known.has(number)).length;
  pushed.changed += changed;
  pushed.added += sent.length - changed;
  return gone;
}

/** A person is known by the name on all desks, as in a library. */
async function writeFaces(
  tx: Transaction,
  { desk }: JoinedShare,
  head: number,
  faces: readonly SentFace[],
): Promise<void> {
  const rows = JSON.stringify(faces);
  const given = `jsonb_to_recordset($1::text::jsonb) AS given (number bigint, name text, trained boolean, numbers text)`;
  await tx.unsafe(
    `INSERT INTO tammes_shared.people (name) SELECT DISTINCT name FROM ${given} ORDER BY name ON CONFLICT (name) DO NOTHING`,
    [rows],
  );
  await tx.unsafe(
    `UPDATE tammes_shared.faces f SET person = p.id FROM ${given} JOIN tammes_shared.people p ON p.name = given.name
     WHERE f.desk = $2 AND f.number = given.number AND f.person <> p.id`,
    [rows, desk],
  );
  await tx.unsafe(
    `INSERT INTO tammes_shared.faces (person, desk, number)
     SELECT p.id, $2::uuid, given.number FROM ${given} JOIN tammes_shared.people p ON p.name = given.name
     WHERE NOT EXISTS (SELECT FROM tammes_shared.faces f WHERE f.desk = $2::uuid AND f.number = given.number)`,
    [rows, desk],
  );
  await tx.unsafe(
    `INSERT INTO tammes_shared.embeddings (face, head, numbers, trained_on)
     SELECT f.id, $3::integer, decode(given.numbers, 'base64'), given.trained
     FROM ${given} JOIN tammes_shared.faces f ON f.desk = $2::uuid AND f.number = given.number
     ON CONFLICT (face, head) DO UPDATE SET numbers = excluded.numbers, trained_on = excluded.trained_on`,
    [rows, desk, head],
  );
}

/** Removes people whom nobody has a face of any more. */
async function removeEmptied(tx: Transaction, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  await tx.unsafe(
    `DELETE FROM tammes_shared.people p WHERE id = ANY($1::uuid[])
       AND NOT EXISTS (SELECT FROM tammes_shared.faces WHERE person = p.id)`,
    [`{${people.join(',')}}`],
  );
}

/** Takes out what this desk has sent before and has not any more. */
async function withdraw(
  tx: Transaction,
  share: JoinedShare,
  present: ReadonlySet<number>,
  pushed: Pushed,
): Promise<void> {
  await tx`SELECT pg_advisory_xact_lock(${locks.desk}, hashtext(${share.desk}))`;
  const rows = await tx<{ number: string; login: string; isOurs: boolean }[]>`
    SELECT number, added_by AS login, added_by = session_user AS "isOurs" FROM tammes_shared.faces WHERE desk = ${share.desk}`;
  const gone = rows.filter(({ number }) => !present.has(Number(number)));
  if (gone.length === 0) return;
  const foreign = gone.find(({ isOurs }) => !isOurs);
  if (foreign !== undefined) throw otherLogin(share, foreign.login);
  pushed.withdrawn = await removeFaces(
    tx,
    share.desk,
    gone.map(({ number }) => Number(number)),
  );
}

/** Takes faces that a desk has sent out of the gallery, and people whom nobody has a face of then. @returns how many faces went. */
export async function removeFaces(
  tx: Transaction,
  desk: string,
  numbers: readonly number[],
): Promise<number> {
  const left = await tx.unsafe<{ person: string }[]>(
    'DELETE FROM tammes_shared.faces WHERE desk = $1 AND number = ANY($2::bigint[]) RETURNING person',
    [desk, `{${numbers.join(',')}}`],
  );
  await removeEmptied(
    tx,
    left.map(({ person }) => person),
  );
  return left.length;
}

async function verify(
  client: Client,
  share: JoinedShare,
  head: number,
  lines: readonly string[],
): Promise<void> {
  const [row] = await client`
    SELECT count(*)::integer AS faces,
      md5(convert_to(coalesce(string_agg(f.number || ':' || p.name || ':' || md5(e.numbers), chr(10) ORDER BY f.number), ''), 'UTF8')) AS sum
    FROM tammes_shared.faces f JOIN tammes_shared.people p ON p.id = f.person
    JOIN tammes_shared.embeddings e ON e.face = f.id AND e.head = ${head} WHERE f.desk = ${share.desk}`;
  if (row!.faces !== lines.length || row!.sum !== md5(Buffer.from(lines.join('\n'))))
    throw new TammesError('share-differs', { server: nameOfServer(share) });
}

const otherLogin = (share: JoinedShare, login: string) =>
  new TammesError('share-other-login', { server: nameOfServer(share), login });

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
