/** The cards of the screen Losses, which explain each loss. */

import { Button } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconChartLine } from '@tabler/icons-react';
import { memo } from 'react';
import type { Language } from '../../../src-shared/errors/index.ts';
import {
  type CosineLoss,
  isCosineLoss,
  type Loss,
  losses,
  type Parameter,
  type Regulariser,
  regularisers,
} from '../../../src-shared/losses/index.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { PaperLine } from '../../components/PaperLine.tsx';
import styles from './losses.module.css';

interface LossCardsProps {
  /** Asked for a loss's curve. */
  onShow(loss: CosineLoss): void;
  /** Asked to train with a loss. */
  onTrain(loss: Loss): void;
}

/** Every loss and regulariser: what it does, where it comes from, and what can be set. */
export const LossCards = memo(function LossCards({ onShow, onTrain }: LossCardsProps) {
  const { losses: words } = useMessages();
  const groups: [string, readonly (Loss | Regulariser)[]][] = [
    [words.groups.centres, losses.filter(({ comparesSamples }) => !comparesSamples)],
    [words.groups.photos, losses.filter(({ comparesSamples }) => comparesSamples)],
    [words.groups.regularisers, regularisers],
  ];
  return groups.map(([title, entries]) => (
    <section key={title} aria-label={title}>
      <h2 className={styles.group}>{title}</h2>
      <div className={styles.cards}>
        {entries.map((entry) => (
          <Card key={entry.id} {...{ entry, onShow, onTrain }} />
        ))}
      </div>
    </section>
  ));
});

function Card({ entry, onShow, onTrain }: { entry: Loss | Regulariser } & LossCardsProps) {
  const { losses: words } = useMessages();
  const { language } = useLanguage();
  const parameters = Object.entries(entry.parameters);
  return (
    <article className={styles.card}>
      <h3>{entry.title}</h3>
      <p>{entry.summary[language]}</p>
      <p className={styles.paper}>
        <cite>{entry.paper.title}</cite> <PaperLine paper={entry.paper} />
      </p>
      {parameters.length > 0 && (
        <Disclosure title={words.parameters(parameters.length)}>
          <dl>
            {parameters.map(([name, parameter]) => (
              <ParameterEntry key={name} {...{ parameter }} />
            ))}
          </dl>
        </Disclosure>
      )}
      {'trainables' in entry && (
        <div className={styles.actions}>
          <Button
            size="xs"
            variant="light"
            leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.75} aria-hidden />}
            aria-label={words.trainWithOf(entry.title)}
            onClick={() => onTrain(entry)}
          >
            {words.trainWith}
          </Button>
          {isCosineLoss(entry) && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconChartLine size={16} stroke={1.75} aria-hidden />}
              aria-label={words.showOf(entry.title)}
              onClick={() => onShow(entry)}
            >
              {words.show}
            </Button>
          )}
        </div>
      )}
    </article>
  );
}

function ParameterEntry({ parameter }: { parameter: Parameter }) {
  const { losses: words } = useMessages();
  const { language } = useLanguage();
  const { title, description } = parameter;
  return (
    <>
      <dt>
        {title[language]} <small>{rangeOf(parameter)}</small>
      </dt>
      <dd>
        {description[language]} {words.byDefault(defaultOf(parameter, language))}
        {parameter.kind === 'choice' && (
          <ul>
            {parameter.options.map((option) => (
              <li key={option.value}>
                <b>{option.title[language]}</b>: {option.description[language]}
              </li>
            ))}
          </ul>
        )}
      </dd>
    </>
  );
}

function defaultOf(parameter: Parameter, language: Language): string {
  const chosen =
    parameter.kind === 'choice' && parameter.options.find(({ value }) => value === parameter.default);
  return chosen ? chosen.title[language] : String(parameter.default);
}

function rangeOf(parameter: Parameter): string {
  if (parameter.kind === 'choice') return '';
  const { min, max, unit } = parameter;
  return `${min}–${max}${unit && ` ${unit}`}`;
}
