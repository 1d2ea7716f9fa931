import { NativeSelect } from '@mantine/core';
import { findLoss, isCosineLoss } from '../../../src-shared/losses/index.ts';
import { go, href } from '../../app/address.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { PaperLine } from '../../components/PaperLine.tsx';
import { showCurve } from '../losses/curves.ts';
import { choose, type FormPartProps, lossGroups } from './form.ts';

/** The loss, and what it does in a sentence. */
export function LossChoice({ form, set }: FormPartProps) {
  const { train: words } = useMessages();
  const { language } = useLanguage();
  const loss = findLoss(form.loss);
  return (
    <div>
      <NativeSelect
        label={words.loss}
        value={form.loss}
        onChange={({ target }) => set(choose(form, { loss: target.value }))}
        data={(['centres', 'photos'] as const).map((group) => ({
          group: words.lossGroups[group],
          items: lossGroups[group].map(({ id, title }) => ({ value: id, label: title })),
        }))}
      />
      <p className="quiet">
        {loss.summary[language]} <PaperLine paper={loss.paper} />{' '}
        {isCosineLoss(loss) ? (
          <a
            href={href('losses')}
            onClick={(event) => {
              event.preventDefault();
              showCurve(loss, form.parameters);
              go(href('losses'));
            }}
          >
            {words.seeGradient}
          </a>
        ) : (
          <a href={href('losses')}>{words.seeLosses}</a>
        )}
      </p>
    </div>
  );
}
