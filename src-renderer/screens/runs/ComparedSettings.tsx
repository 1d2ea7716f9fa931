import { type Run, runName } from '../../../src-shared/contract/index.ts';
import { query, useQueryState } from '../../app/address.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Segments } from '../../components/Segments.tsx';
import { Table } from '../../components/Table.tsx';
import styles from './runs.module.css';
import { comparedSettings } from './setting-rows.ts';

const parts = { settings: query.oneOf('different', 'all') };

/** The settings of the compared runs side by side: those that differ, or all, with those marked. */
export function ComparedSettings({ runs }: { runs: readonly Run[] }) {
  const messages = useMessages();
  const { language } = useLanguage();
  const { runs: words } = messages;
  const [{ settings: shown }, set] = useQueryState(parts);
  if (runs.length < 2) return null;
  const rows = comparedSettings(runs, language, messages);
  const visible = shown === 'all' ? rows : rows.filter(({ differs }) => differs);
  return (
    <Panel
      title={words.settings}
      tools={
        <Segments
          bare
          label={words.settingsShown}
          value={shown}
          options={[
            ['different', words.different],
            ['all', words.allSettings],
          ]}
          onChange={(settings) => set({ settings }, { replace: true })}
        />
      }
    >
      {visible.length === 0 ? (
        <p className="quiet">{words.nothingDiffers}</p>
      ) : (
        <div className={styles.compared}>
          <Table label={words.settings} columns={[words.setting, ...runs.map(runName)]}>
            {visible.map(({ title, values, differs }) => (
              <tr key={title} data-differs={(differs && shown === 'all') || undefined}>
                <th scope="row">{title}</th>
                {values.map((value, i) => (
                  <td key={runs[i]!.id} className="tabular">
                    {value ?? '–'}
                  </td>
                ))}
              </tr>
            ))}
          </Table>
        </div>
      )}
    </Panel>
  );
}
