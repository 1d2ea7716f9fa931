/** What the tables of a shared gallery need so that several desks can correct the same people: versions, and who became who. */
import type { QuotedRoles } from './roles.ts';

/** What desks listen to: that something has changed, and nothing of what. */
export const changed = 'tammes_shared';

/** The setting of a transaction that says which correction of which desk it makes; the journal has its number. */
export const correctionSetting = 'tammes.correction';

/** Notes the changes of a table. @param person column that says whom a row is of. */
export function journalled(
  table: string,
  change: 'INSERT' | 'UPDATE' | 'DELETE',
  person: string | null,
): string {
  const side = change === 'DELETE' ? 'OLD' : 'NEW';
  return `CREATE TRIGGER journal_${change.toLowerCase()} AFTER ${change} ON tammes_shared.${table}
    REFERENCING ${side} TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION tammes_shared.note(${person === null ? '' : `'${person}'`});`;
}

/**
 * A person's row says how often it was corrected. Whoever corrects it says of which version, and the database refuses a correction of any
 * other, whatever client asks.
 *
 * An enroller corrects whom another login has added, too: two desks have the same people. For that an enroller gives a name, or says that
 * somebody is somebody else, and nothing more: the faces follow by the owner's rights.
 */
export const corrections = ({ reader, enroller, owner }: QuotedRoles): string => `
  ALTER TABLE tammes_shared.people ADD COLUMN version integer NOT NULL DEFAULT 1;
  CREATE FUNCTION tammes_shared.versioned() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF NEW.version IS DISTINCT FROM OLD.version + 1 THEN
      RAISE EXCEPTION 'the person has been changed since version %', NEW.version - 1 USING ERRCODE = '40001';
    END IF;
    RETURN NEW;
  END $$;
  REVOKE ALL ON FUNCTION tammes_shared.versioned() FROM PUBLIC;
  CREATE TRIGGER versioned BEFORE UPDATE ON tammes_shared.people
    FOR EACH ROW EXECUTE FUNCTION tammes_shared.versioned();

  -- People whose faces became those of another, by numbers alone.
  CREATE TABLE tammes_shared.merged (
    person uuid PRIMARY KEY,
    person_version integer NOT NULL,
    became uuid NOT NULL REFERENCES tammes_shared.people ON DELETE CASCADE,
    became_version integer NOT NULL,
    CHECK (person <> became)
  );
  CREATE INDEX ON tammes_shared.merged (became);
  CREATE FUNCTION tammes_shared.merge() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    known integer;
  BEGIN
    SELECT count(*) INTO known FROM (
      SELECT FROM tammes_shared.people
      WHERE (id = NEW.person AND version = NEW.person_version) OR (id = NEW.became AND version = NEW.became_version)
      ORDER BY id FOR UPDATE) AS found;
    IF known <> 2 THEN
      RAISE EXCEPTION 'one of the two people has been changed since' USING ERRCODE = '40001';
    END IF;
    UPDATE tammes_shared.faces SET person = NEW.became WHERE person = NEW.person;
    UPDATE tammes_shared.merged SET became = NEW.became WHERE became = NEW.person;
    DELETE FROM tammes_shared.people WHERE id = NEW.person;
    RETURN NEW;
  END $$;
  REVOKE ALL ON FUNCTION tammes_shared.merge() FROM PUBLIC;
  CREATE TRIGGER merge BEFORE INSERT ON tammes_shared.merged FOR EACH ROW EXECUTE FUNCTION tammes_shared.merge();
  ${journalled('merged', 'INSERT', 'person')}

  -- The number of the correction, by which a desk finds it again if it was cut off before it heard of it.
  ALTER TABLE tammes_shared.journal ADD COLUMN correction uuid;
  CREATE INDEX ON tammes_shared.journal (correction);
  CREATE OR REPLACE FUNCTION tammes_shared.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    total integer;
    touched uuid[];
  BEGIN
    SELECT count(*), coalesce(array_agg(DISTINCT (to_jsonb(c) ->> TG_ARGV[0])::uuid) FILTER (WHERE TG_NARGS > 0), '{}')
      INTO total, touched FROM changed c;
    IF total > 0 THEN
      INSERT INTO tammes_shared.journal (login, change, rows, people, correction)
        VALUES (session_user, lower(TG_OP) || ' ' || TG_TABLE_NAME, total, touched,
          nullif(current_setting('${correctionSetting}', true), '')::uuid);
      PERFORM pg_notify('${changed}', '');
    END IF;
    RETURN NULL;
  END $$;

  ALTER TABLE tammes_shared.merged ENABLE ROW LEVEL SECURITY;
  CREATE POLICY seen ON tammes_shared.merged FOR SELECT TO ${reader} USING (true);
  CREATE POLICY owned ON tammes_shared.merged TO ${owner} USING (true) WITH CHECK (true);
  CREATE POLICY corrected ON tammes_shared.merged FOR INSERT TO ${enroller} WITH CHECK (true);
  -- After a correction, somebody whom another login has added may be left without a face.
  DROP POLICY emptied ON tammes_shared.people;
  CREATE POLICY emptied ON tammes_shared.people FOR DELETE TO ${enroller} USING (
    NOT EXISTS (SELECT FROM tammes_shared.faces WHERE person = people.id));
  CREATE POLICY corrected ON tammes_shared.people FOR UPDATE TO ${enroller} USING (true) WITH CHECK (true);
  GRANT SELECT ON tammes_shared.merged TO ${reader};
  GRANT INSERT (person, person_version, became, became_version) ON tammes_shared.merged TO ${enroller};
  GRANT UPDATE (name, version) ON tammes_shared.people TO ${enroller};`;
