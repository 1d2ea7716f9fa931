import { Button } from '@mantine/core';
import type { MergeReport } from '../../../../src-shared/contract/index.ts';
import { conflictSides, conflictWords } from '../../../../src-shared/merge-words.ts';
import { useLanguage, useMessages } from '../../../app/language.tsx';
import { save } from '../../../app/save.ts';
import { Table } from '../../../components/Table.tsx';

/** Things said differently that are shown; the saved list has all. */
const mostShown = 100;

/** What a merge brings in, and what the two libraries say differently. */
export function MergeReportView({ report }: { report: MergeReport }) {
  const { storage: words } = useMessages();
  const { language } = useLanguage();
  const { added, same, conflicts } = report;
  const isNothing = Object.values(added).every((count) => count === 0);
  const shown = conflicts.slice(0, mostShown);
  return (
    <>
      <Table label={words.comesIn} columns={[null, words.new, words.inBoth]}>
        {(['people', 'photos', 'faces'] as const).map((kind) => (
          <tr key={kind} className="tabular">
            <th scope="row">{words[kind]}</th>
            <td>{added[kind].toLocaleString(language)}</td>
            <td>{same[kind].toLocaleString(language)}</td>
          </tr>
        ))}
      </Table>
      <p role="status">
        {isNothing ? words.nothingNew : words.mergeFacts(added.names, added.refusals, added.facts)}{' '}
        {conflicts.length === 0 ? words.noConflicts : words.conflicts(conflicts.length)}
      </p>
      {conflicts.length > 0 && (
        <>
          <Table label={words.conflicts(conflicts.length)} columns={words.conflictColumns}>
            {shown.map((conflict, i) => {
              const { here, there } = conflictSides(conflict);
              return (
                <tr key={i}>
                  <td>{conflictWords[conflict.kind][language]}</td>
                  <td>{conflict.person}</td>
                  <td title={conflict.photo ?? undefined}>{conflict.photo?.split(/[/\\]/).at(-1)}</td>
                  <td>{here[language]}</td>
                  <td>{there[language]}</td>
                </tr>
              );
            })}
          </Table>
          <div>
            {shown.length < conflicts.length && (
              <p className="quiet">{words.conflictsShown(shown.length, conflicts.length)}</p>
            )}
            <Button
              variant="default"
              onClick={() =>
                save(new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' }), 'merge.json')
              }
            >
              {words.saveConflicts}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
