import { type Run, runName } from '../../../src-shared/contract/index.ts';
import { useMessages } from '../../app/language.tsx';

interface RunTableProps {
  runs: readonly Run[];
  shown: number | null;
  onShow(runId: number): void;
  onResume(runId: number): void;
  onRemove(run: Run): void;
}

/** The runs so far, newest first. */
export function RunTable({ runs, shown, onShow, onResume, onRemove }: RunTableProps) {
  const { train: words } = useMessages();
  if (runs.length === 0) return <p className="quiet">{words.noRuns}</p>;
  return (
    <div className="scroll run-names">
      <table>
        <thead>
          <tr>
            <th>{words.run}</th>
            <th>{words.status}</th>
            <th>{words.ownAngle}</th>
            <th>{words.top1}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => {
            const { id, status, lastEpoch } = run;
            return (
              <tr key={id} aria-selected={id === shown}>
                <td>
                  <button type="button" aria-label={words.curves(runName(run))} onClick={() => onShow(id)}>
                    {runName(run)}
                  </button>
                </td>
                <td>{words.statuses[status]}</td>
                <td>{lastEpoch ? `${lastEpoch.ownAngle.toFixed(1)}°` : '–'}</td>
                <td>
                  {lastEpoch?.validation
                    ? `${lastEpoch.validation.correct}/${lastEpoch.validation.total}`
                    : '–'}
                </td>
                <td>
                  {status !== 'running' && status !== 'finished' && (
                    <button type="button" onClick={() => onResume(id)}>
                      {words.resume}
                    </button>
                  )}
                  {status !== 'running' && (
                    <button
                      type="button"
                      className="link"
                      aria-label={words.removeRun(runName(run))}
                      onClick={() => onRemove(run)}
                    >
                      {words.remove}
                    </button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
