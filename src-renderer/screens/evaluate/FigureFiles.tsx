import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useMessages } from '../../app/language.tsx';
import { save } from '../../app/save.ts';
import { useToasts } from '../../app/toasts.tsx';
import styles from './evaluate.module.css';
import { drawingOf, type FigureHead, headOf, pngOf, standalone } from './export-figure.ts';

/** Saves the figure of the panel that it lies in. */
export function FigureFiles({ title, legend }: FigureHead) {
  const { evaluate: words } = useMessages();
  const { fail } = useToasts();
  const files = useRef<HTMLFieldSetElement>(null);
  const head = { title, legend: legend.map(({ name, colour }) => ({ name, colour })) };
  async function saveAs(ending: 'png' | 'svg') {
    const svg = drawingOf(files.current!);
    if (svg === null) return;
    const text = standalone(svg, head);
    const blob = ending === 'svg' ? new Blob([text], { type: 'image/svg+xml' }) : await pngOf(text);
    save(blob, `${title}.${ending}`);
  }
  return (
    <fieldset ref={files} className={styles.files} data-figure={headOf(head)}>
      <legend className="visually-hidden">
        {words.files}: {title}
      </legend>
      {(['png', 'svg'] as const).map((ending) => (
        <Button
          key={ending}
          size="compact-xs"
          variant="subtle"
          onClick={() => void saveAs(ending).catch(fail)}
        >
          {ending.toUpperCase()}
        </Button>
      ))}
    </fieldset>
  );
}
