import { useMessages } from '../../app/language.tsx';
import { Swatch } from '../../components/Swatch.tsx';
import { isSame, type TrainedSettings } from './trained-settings.ts';

interface RunTableProps<S, F> {
  runs: readonly TrainedSettings<S, F>[];
  nameOf(settings: S): string;
  columns: readonly string[];
  /** Numbers of a run's latest frame, one a column. */
  cellsOf(frame: F, settings: S): readonly string[];
  /** The run that the picture shows; absent where it shows all. */
  selected?: S;
  onSelect?(settings: S): void;
  onRemove(settings: S): void;
}

/** The runs beside each other: what each ends with, or has come to. */
export function FigureRunTable<S, F>(props: RunTableProps<S, F>) {
  const { runs, nameOf, columns, cellsOf, selected, onSelect, onRemove } = props;
  const { story: words, losses } = useMessages();
  return (
    <section aria-label={words.runs} className="runs">
      <h3>{words.runs}</h3>
      {runs.length === 0 ? (
        <p className="quiet">{words.noRuns}</p>
      ) : (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.run}</th>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {runs.map(({ settings, style, frames, isDone }) => {
                const name = nameOf(settings);
                const isSelected = selected !== undefined && isSame(settings, selected);
                return (
                  <tr key={name} aria-selected={isSelected}>
                    <th scope="row">
                      {onSelect ? (
                        <button type="button" aria-pressed={isSelected} onClick={() => onSelect(settings)}>
                          {name}
                        </button>
                      ) : (
                        <>
                          <Swatch style={style} /> {name}
                        </>
                      )}
                      {!isDone && <small> {words.unfinished}</small>}
                    </th>
                    {cellsOf(frames.at(-1)!, settings).map((cell, i) => (
                      <td key={columns[i]}>{cell}</td>
                    ))}
                    <td>
                      <button
                        type="button"
                        aria-label={losses.remove(name)}
                        title={losses.remove(name)}
                        onClick={() => onRemove(settings)}
                      >
                        ×
                      </button>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
