import type { HeadInfo } from '../../../src-shared/contract/index.ts';
import {
  adviceWords,
  judgedWords,
  noVerdictWords,
  standingWords,
} from '../../../src-shared/verdict-words.ts';
import { bridge } from '../../app/bridge.ts';
import { useForget } from '../../app/data.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** What a head is worth beside the pretrained one, and the button that makes it the one that recognises. */
export function VerdictCard({ head }: { head: HeadInfo }) {
  const { train: words } = useMessages();
  const { language } = useLanguage();
  const toasts = useToasts();
  const forget = useForget();
  const { verdict, active, name } = head;
  const use = () =>
    bridge
      .call('training.useHead', { headId: head.id })
      .then(() => forget('training'))
      .catch(toasts.fail);
  return (
    <section className="panel" aria-label={words.verdict}>
      <h2>{`${name}: ${(verdict ? standingWords[verdict.standing] : noVerdictWords)[language]}`}</h2>
      {verdict && (
        <>
          <p>{adviceWords[verdict.advice][language]}</p>
          <table>
            <tbody>
              {(['trained', 'unseen', 'strangers'] as const).map((part) => {
                const { standing, figure } = verdict[part];
                return (
                  <tr key={part}>
                    <th>{judgedWords[part][language]}</th>
                    <td>{standingWords[standing][language]}</td>
                    <td>
                      {figure ? words.besidePretrained(percent(figure.value), percent(figure.base)) : '–'}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <p className="quiet">{words.shareOfTheWay(percent(verdict.share))}</p>
        </>
      )}
      <button type="button" disabled={active} onClick={use}>
        {active ? words.isActive : words.makeActive}
      </button>
    </section>
  );
}
