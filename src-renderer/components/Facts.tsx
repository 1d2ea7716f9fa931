import { Fragment, type ReactNode } from 'react';
import styles from './Facts.module.css';

/** Names of facts and what they are; a fact that is null is not known, and left out. */
export function Facts({ facts }: { facts: readonly (readonly [title: string, value: ReactNode] | null)[] }) {
  return (
    <dl className={`${styles.facts} tabular`}>
      {facts.map(
        (fact) =>
          fact && (
            <Fragment key={fact[0]}>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </Fragment>
          ),
      )}
    </dl>
  );
}
