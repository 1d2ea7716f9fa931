/** What a desk takes from a shared gallery: the people of the other desks, as the database has them at one moment. */
import { createHash } from 'node:crypto';
import { TammesError } from '../../../src-shared/errors/index.ts';
import { addToSum } from '../../store/bare-faces.ts';
import { nameOfServer } from '../../store/gallery-server.ts';
import { form, type SharedPeople } from '../../store/shared-people.ts';
import type { JoinedShare } from '../../store/shared-server.ts';
import { type Client, inTransaction, type Transaction } from '../engines/postgres-client.ts';
import { type PublishedHead, publishedHead } from './heads.ts';

/** Faces that are read at once. */
const page = 5000;
/** How far from one the length of an embedding may be. */
const slack = 1e-3;

/** What a gallery's journal has come to, and what a desk keeps of it: another one, if anything has changed. */
export async function stateOfShare(sql: Client | Transaction): Promise<string> {
  const [row] = await sql`
    SELECT (SELECT id FROM tammes_shared.gallery) || ' ' || count(*) || ' ' || coalesce(max(id), 0) || ${` ${form}`} AS state
    FROM tammes_shared.journal`;
  return String(row!.state);
}

/** What was taken. */
interface Taken {
  head: PublishedHead;
  people: SharedPeople;
}

/**
 * Reads all people of other desks who have an embedding of the published head, and compares count and checksum with those that the
 * database counts.
 * @param tell hears how many faces have come, of how many. @throws TammesError 'share-differs' or 'share-empty'
 */
export function takePeople(
  client: Client,
  share: JoinedShare,
  tell: (done: number, total: number) => void,
): Promise<Taken> {
  return inTransaction(
    client,
    async (tx) => {
      const head = await publishedHead(tx, share);
      const state = await stateOfShare(tx);
      const [counted] = await tx`
      SELECT count(*)::integer AS faces, 
        md5(convert_to(coalesce(string_agg(f.id || md5(e.numbers) || p.name, '' ORDER BY f.id), ''), 'UTF8')) AS sum
      FROM tammes_shared.faces f JOIN tammes_shared.people p ON p.id = f.person
      JOIN tammes_shared.embeddings e ON e.face = f.id AND e.head = ${head.id} WHERE f.desk <> ${share.desk}`;
      const collected = new Collected(counted!.faces, head.dim);
      for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
        const rows = await tx<FaceRow[]>`
        SELECT f.id, f.person, p.name, e.trained_on AS "trainedOn", e.numbers
        FROM tammes_shared.faces f JOIN tammes_shared.people p ON p.id = f.person
        JOIN tammes_shared.embeddings e ON e.face = f.id AND e.head = ${head.id}
        WHERE f.desk <> ${share.desk} AND f.id > ${after} ORDER BY f.id LIMIT ${page}`;
        for (const row of rows) collected.add(row);
        tell(collected.rows, counted!.faces);
        if (rows.length < page) break;
        after = rows.at(-1)!.id;
      }
      const server = nameOfServer(share);
      if (collected.rows !== counted!.faces || collected.sum() !== counted!.sum)
        throw new TammesError('share-differs', { server });
      const { version, hash, name, dim, featureVersion } = head;
      const known = await tx<SharedPeople['known']>`
      SELECT id, name, version, EXISTS (
        SELECT FROM tammes_shared.faces f WHERE f.person = p.id AND f.desk = ${share.desk}) AS own
      FROM tammes_shared.people p ORDER BY id`;
      const merged = await tx`SELECT person, became FROM tammes_shared.merged ORDER BY person`;
      const { faces, people, persons, trainedOn, embeddings, unsound } = collected;
      return {
        head,
        people: {
          gallery: state.split(' ')[0]!,
          server,
          takenAt: new Date().toISOString(),
          state,
          head: { version, hash, name, dim, featureVersion },
          known: known.map((person) => ({ ...person })),
          merged: merged.map(({ person, became }) => [String(person), String(became)]),
          sum: collected.sumOfSound(),
          faces,
          unsound,
          people,
          persons: Uint32Array.from(persons),
          trainedOn: Uint8Array.from(trainedOn),
          embeddings: embeddings.subarray(0, persons.length * dim),
        },
      };
    },
    'ISOLATION LEVEL REPEATABLE READ READ ONLY',
  );
}

interface FaceRow {
  id: string;
  person: string;
  name: string;
  trainedOn: boolean;
  numbers: Uint8Array;
}

/** Faces as they come. */
class Collected {
  readonly faces: string[] = [];
  readonly people: string[] = [];
  readonly persons: number[] = [];
  readonly trainedOn: number[] = [];
  readonly embeddings: Float32Array;
  rows = 0;
  unsound = 0;
  readonly #dim: number;
  readonly #placeOf = new Map<string, number>();
  readonly #hash = createHash('md5');
  readonly #soundHash = createHash('md5');

  constructor(faces: number, dim: number) {
    this.#dim = dim;
    this.embeddings = new Float32Array(faces * dim);
  }

  add({ id, person, name, trainedOn, numbers }: FaceRow): void {
    this.rows++;
    addToSum(this.#hash, id, numbers, name);
    const embedding = soundEmbedding(numbers, this.#dim);
    const at = this.persons.length * this.#dim;
    if (embedding === null || at + this.#dim > this.embeddings.length) {
      this.unsound++;
      return;
    }
    let place = this.#placeOf.get(person);
    if (place === undefined) {
      place = this.people.push(name) - 1;
      this.#placeOf.set(person, place);
    }
    addToSum(this.#soundHash, id, numbers, name);
    this.faces.push(id);
    this.embeddings.set(embedding, at);
    this.persons.push(place);
    this.trainedOn.push(trainedOn ? 1 : 0);
  }

  /** As the database counts it. */
  sum(): string {
    return this.#hash.digest('hex');
  }

  /** The same of the faces that are not left out. */
  sumOfSound(): string {
    return this.#soundHash.digest('hex');
  }
}

/** Which faces the gallery has not any more, by whatever head. @param faces their numbers there. */
export async function facesGone(client: Client, faces: readonly string[]): Promise<string[]> {
  const gone: string[] = [];
  for (let from = 0; from < faces.length; from += page) {
    const rows = await client.unsafe<{ id: string }[]>(
      `SELECT id FROM unnest($1::uuid[]) AS asked (id) WHERE NOT EXISTS (SELECT FROM tammes_shared.faces f WHERE f.id = asked.id)`,
      [`{${faces.slice(from, from + page).join(',')}}`],
    );
    gone.push(...rows.map(({ id }) => id));
  }
  return gone;
}

/** Null: whoever sent it sent no embedding of this head. */
function soundEmbedding(numbers: Uint8Array, dim: number): Float32Array | null {
  if (numbers.length !== 4 * dim) return null;
  const embedding = new Float32Array(Uint8Array.from(numbers).buffer);
  let square = 0;
  for (const value of embedding) square += value * value;
  return Math.abs(Math.sqrt(square) - 1) <= slack ? embedding : null;
}
