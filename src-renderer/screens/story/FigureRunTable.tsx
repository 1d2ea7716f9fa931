import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMessages } from '../../app/language.tsx';
import { Swatch } from '../../components/Swatch.tsx';
import { RowChoice, Table } from '../../components/Table.tsx';
import styles from './story.module.css';
import { isSame, type TrainedSettings } from './trained-settings.ts';

interface RunTableProps<S, F> {
  runs: readonly TrainedSettings<S, F>[];
  nameOf(settings: S): string;
  columns: readonly string[];
  /** Numbers of a run's latest frame, one a column. */
  cellsOf(frame: F, settings: S): readonly string[];
  /** The run that the picture shows; absent if it shows all. */
  selected?: S;
  onSelect?(settings: S): void;
  onRemove(settings: S): void;
}

/** The runs beside each other: what each ends with, or has come to. */
export function FigureRunTable<S, F>(props: RunTableProps<S, F>) {
  const { runs, nameOf, columns, cellsOf, selected, onSelect, onRemove } = props;
  const { story: words, losses } = useMessages();
  return (
    <section aria-label={words.runs}>
      <h3>{words.runs}</h3>
      {runs.length === 0 ? (
        <p className={styles.quiet}>{words.noRuns}</p>
      ) : (
        <Table columns={[words.run, ...columns, null]}>
          {runs.map(({ settings, style, frames, isDone }) => {
            const name = nameOf(settings);
            const isSelected = selected !== undefined && isSame(settings, selected);
            return (
              <tr key={name} aria-selected={isSelected}>
                <th scope="row" className={styles.name}>
                  {onSelect ? (
                    <RowChoice pressed={isSelected} onClick={() => onSelect(settings)}>
                      {name}
                    </RowChoice>
                  ) : (
                    <>
                      <Swatch style={style} /> {name}
                    </>
                  )}
                  {!isDone && <small className={styles.quiet}> {words.unfinished}</small>}
                </th>
                {cellsOf(frames.at(-1)!, settings).map((cell, i) => (
                  <td key={columns[i]}>{cell}</td>
                ))}
                <td>
                  <ActionIcon
                    size={24}
                    aria-label={losses.remove(name)}
                    title={losses.remove(name)}
                    onClick={() => onRemove(settings)}
                  >
                    <IconX size={16} stroke={1.75} />
                  </ActionIcon>
                </td>
              </tr>
            );
          })}
        </Table>
      )}
    </section>
  );
}
