/** The tables of a shared gallery, who may do what with them, and how they came to be. */
import { TammesError } from '../../../src-shared/errors/index.ts';
import { nameOfServer, type ServerAddress } from '../../store/gallery-server.ts';
import { type Client, inTransaction, type Transaction } from '../engines/postgres-client.ts';
import { changed, corrections, journalled } from './corrections-schema.ts';
import { notLetIn, type QuotedRoles, quoted, roleName, type ShareRole, shareRoles } from './roles.ts';

/** Of advisory locks: who makes the tables, and who sends the faces of a desk. */
export const locks = { schema: 0x7a33e7, desk: 0x7a33e8 };

const tables = `
  CREATE TABLE tammes_shared.gallery (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
  INSERT INTO tammes_shared.gallery DEFAULT VALUES;
  CREATE TABLE tammes_shared.people (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL UNIQUE CHECK (name <> ''),
    added_by name NOT NULL DEFAULT session_user
  );
  -- The head with the highest version is the one that all desks use.
  CREATE TABLE tammes_shared.heads (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version integer NOT NULL UNIQUE,
    hash text NOT NULL UNIQUE,
    name text NOT NULL,
    dim integer NOT NULL CHECK (dim > 0),
    loss text,
    feature_version integer NOT NULL,
    verdict text,
    data bytea NOT NULL,
    published_at timestamptz NOT NULL DEFAULT now(),
    published_by name NOT NULL DEFAULT session_user
  );
  -- A face is here because it is enrolled; a desk's own number for it keeps it from coming twice.
  CREATE TABLE tammes_shared.faces (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    person uuid NOT NULL REFERENCES tammes_shared.people,
    desk uuid NOT NULL,
    number bigint NOT NULL,
    added_by name NOT NULL DEFAULT session_user,
    UNIQUE (desk, number),
    UNIQUE (id, added_by)
  );
  CREATE INDEX ON tammes_shared.faces (person);
  -- Single precision, little-endian. Whoever has added a face adds its embeddings.
  CREATE TABLE tammes_shared.embeddings (
    face uuid NOT NULL,
    head integer NOT NULL REFERENCES tammes_shared.heads,
    numbers bytea NOT NULL,
    trained_on boolean NOT NULL,
    added_by name NOT NULL DEFAULT session_user,
    PRIMARY KEY (face, head),
    FOREIGN KEY (face, added_by) REFERENCES tammes_shared.faces (id, added_by) ON DELETE CASCADE
  );
  -- Faces of people whom the owner has forgotten, by numbers alone: no desk may bring them back.
  CREATE TABLE tammes_shared.forgotten (
    desk uuid NOT NULL,
    number bigint NOT NULL,
    PRIMARY KEY (desk, number)
  );
  -- Numbers of people and no names: a name would outlive the person.
  CREATE TABLE tammes_shared.journal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    login name NOT NULL,
    change text NOT NULL,
    rows integer NOT NULL,
    people uuid[] NOT NULL
  );`;

/** What is journalled: of each table its changes, and the column that says whom a row is of. */
const journal = [
  journalled('people', 'INSERT', 'id'),
  journalled('people', 'UPDATE', 'id'),
  journalled('people', 'DELETE', 'id'),
  journalled('heads', 'INSERT', null),
  journalled('heads', 'UPDATE', null),
  journalled('heads', 'DELETE', null),
  journalled('faces', 'INSERT', 'person'),
  journalled('faces', 'UPDATE', 'person'),
  journalled('faces', 'DELETE', 'person'),
  journalled('embeddings', 'INSERT', null),
  journalled('embeddings', 'UPDATE', null),
].join('\n');

const rights = ({ reader, enroller }: QuotedRoles) => `
  GRANT USAGE ON SCHEMA tammes_shared TO ${reader};
  GRANT SELECT ON ALL TABLES IN SCHEMA tammes_shared TO ${reader};
  GRANT INSERT (name), DELETE ON tammes_shared.people TO ${enroller};
  GRANT INSERT (person, desk, number), UPDATE (person), DELETE ON tammes_shared.faces TO ${enroller};
  GRANT INSERT (face, head, numbers, trained_on), UPDATE (numbers, trained_on)
    ON tammes_shared.embeddings TO ${enroller};`;

/**
 * The database itself refuses what a role may not do: rights on tables first, policies on rows beside them. An enroller changes only what
 * the same login has added. Nobody but the owner has any way to a function that runs with the owner's rights: the only one writes the
 * journal, and may be called by no one and put on no table of somebody else's. (Corrections have come later: see corrections-schema.ts.)
 */
const policies = ({ reader, enroller, owner }: QuotedRoles) => `
  ${['gallery', 'people', 'heads', 'faces', 'embeddings', 'forgotten', 'journal', 'versions']
    .map(
      (table) => `
        ALTER TABLE tammes_shared.${table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY seen ON tammes_shared.${table} FOR SELECT TO ${reader} USING (true);
        CREATE POLICY owned ON tammes_shared.${table} TO ${owner} USING (true) WITH CHECK (true);`,
    )
    .join('\n')}
  CREATE POLICY added ON tammes_shared.people FOR INSERT TO ${enroller} WITH CHECK (added_by = session_user);
  CREATE POLICY emptied ON tammes_shared.people FOR DELETE TO ${enroller} USING (
    added_by = session_user AND NOT EXISTS (SELECT FROM tammes_shared.faces WHERE person = people.id));
  CREATE POLICY added ON tammes_shared.faces FOR INSERT TO ${enroller} WITH CHECK (
    added_by = session_user AND NOT EXISTS (
      SELECT FROM tammes_shared.forgotten gone WHERE gone.desk = faces.desk AND gone.number = faces.number));
  CREATE POLICY moved ON tammes_shared.faces FOR UPDATE TO ${enroller}
    USING (added_by = session_user) WITH CHECK (added_by = session_user);
  CREATE POLICY withdrawn ON tammes_shared.faces FOR DELETE TO ${enroller} USING (added_by = session_user);
  CREATE POLICY added ON tammes_shared.embeddings FOR INSERT TO ${enroller} WITH CHECK (added_by = session_user);
  CREATE POLICY renewed ON tammes_shared.embeddings FOR UPDATE TO ${enroller}
    USING (added_by = session_user) WITH CHECK (added_by = session_user);`;

/** Each is done once, in this order. Those that have been published stay as they are. */
const migrations: readonly ((roles: QuotedRoles) => string)[] = [
  (roles) => [tables, journal, rights(roles), policies(roles)].join(';\n'),
  corrections,
];

/** Runs with the owner's rights, as nobody else may write the journal; who did it is the login, whatever role it has taken. */
const noteFunction = `
  CREATE FUNCTION tammes_shared.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    total integer;
    touched uuid[];
  BEGIN
    SELECT count(*), coalesce(array_agg(DISTINCT (to_jsonb(c) ->> TG_ARGV[0])::uuid) FILTER (WHERE TG_NARGS > 0), '{}')
      INTO total, touched FROM changed c;
    IF total > 0 THEN
      INSERT INTO tammes_shared.journal (login, change, rows, people)
        VALUES (session_user, lower(TG_OP) || ' ' || TG_TABLE_NAME, total, touched);
      PERFORM pg_notify('${changed}', '');
    END IF;
    RETURN NULL;
  END $$;
  REVOKE ALL ON FUNCTION tammes_shared.note() FROM PUBLIC`;

/**
 * Makes what is missing: roles, schema, tables. Of several who do so at once one does it, and the others wait. Whoever makes the gallery
 * is its owner.
 * @throws TammesError 'gallery-server-newer', and what the server says
 */
export async function makeShare(client: Client, server: ServerAddress): Promise<void> {
  const roles = Object.fromEntries(
    shareRoles.map((role) => [role, quoted(roleName(role, server.database))]),
  ) as QuotedRoles;
  await inTransaction(client, async (tx) => {
    await tx`SELECT pg_advisory_xact_lock(${locks.schema}, 0)`;
    await ensureRoles(tx, server, roles);
    const [schema] = await tx`SELECT to_regnamespace('tammes_shared') IS NOT NULL AS "isThere"`;
    if (!schema!.isThere) await tx.unsafe(`CREATE SCHEMA tammes_shared AUTHORIZATION ${roles.owner}`);
    // All that is made belongs to the owners, so that each of them can bring it up to date.
    await tx.unsafe(`SET LOCAL ROLE ${roles.owner}`);
    if (!schema!.isThere)
      await tx.unsafe(
        `CREATE TABLE tammes_shared.versions (version integer PRIMARY KEY, made timestamptz NOT NULL DEFAULT now()); ${noteFunction}`,
      );
    const version = await versionOf(tx);
    if (version > migrations.length)
      throw new TammesError('gallery-server-newer', { server: nameOfServer(server) });
    for (const [i, migration] of migrations.entries()) {
      if (i < version) continue;
      await tx.unsafe(migration(roles));
      await tx`INSERT INTO tammes_shared.versions (version) VALUES (${i + 1})`;
    }
  });
}

async function ensureRoles(tx: Transaction, { database }: ServerAddress, roles: QuotedRoles): Promise<void> {
  for (const role of shareRoles) {
    const [known] = await tx`SELECT FROM pg_roles WHERE rolname = ${roleName(role, database)}`;
    if (known === undefined) await tx.unsafe(`CREATE ROLE ${roles[role]} NOLOGIN`);
  }
  const [member] = await tx`
    SELECT pg_has_role(session_user, ${roleName('owner', database)}, 'MEMBER') AND EXISTS (
      SELECT FROM pg_auth_members WHERE member = to_regrole(${roles.enroller}) AND roleid = to_regrole(${roles.reader})
    ) AS "isDone"`;
  const [user] =
    await tx`SELECT quote_ident(session_user) AS name, rolsuper AS "isAdmin" FROM pg_roles WHERE rolname = session_user`;
  if (member!.isDone && !user!.isAdmin) return;
  // Owners give others access.
  await tx.unsafe(`GRANT ${roles.reader} TO ${roles.enroller}; GRANT ${roles.enroller} TO ${roles.owner};
    GRANT ${roles.reader}, ${roles.enroller} TO ${roles.owner} WITH ADMIN OPTION;
    GRANT ${roles.owner} TO ${user!.name}`);
}

async function versionOf(sql: Client | Transaction): Promise<number> {
  const [row] = await sql`SELECT coalesce(max(version), 0) AS version FROM tammes_shared.versions`;
  return Number(row!.version);
}

/**
 * What a login may do in the shared gallery of a database.
 * @throws TammesError 'share-not-there', 'share-not-let-in', 'share-older' or 'gallery-server-newer'
 */
export async function accessOf(client: Client, server: ServerAddress): Promise<ShareRole> {
  const name = nameOfServer(server);
  const [found] = await client`
    SELECT to_regnamespace('tammes_shared') IS NOT NULL AS "isThere",
      has_schema_privilege(to_regnamespace('tammes_shared'), 'USAGE') AS "isLetIn"`;
  if (!found!.isThere) throw new TammesError('share-not-there', { server: name });
  if (!found!.isLetIn) throw notLetIn(server, 'reader');
  const version = await versionOf(client);
  if (version > migrations.length) throw new TammesError('gallery-server-newer', { server: name });
  if (version < migrations.length) throw new TammesError('share-older', { server: name });
  const [rights] = await client`
    SELECT has_table_privilege('tammes_shared.heads', 'INSERT') AS publishes,
      has_any_column_privilege('tammes_shared.faces', 'INSERT') AS enrols`;
  return rights!.publishes ? 'owner' : rights!.enrols ? 'enroller' : 'reader';
}
