import { Checkbox, NativeSelect } from '@mantine/core';
import { useMessages } from '../../app/language.tsx';
import styles from './sphere.module.css';
import type { CapKind, Layers } from './useHeadPicture.ts';

interface LayerControlsProps {
  layers: Layers;
  canHaveGhost: boolean;
  /** Whether the sphere is shown: only there caps, photos and the best arrangement have places. */
  onSphere: boolean;
  onChange(layers: Layers): void;
}

const kinds: readonly CapKind[] = ['none', 'half', 'own'];

/** What is shown beside the centres. */
export function LayerControls({ layers, canHaveGhost, onSphere, onChange }: LayerControlsProps) {
  const { sphere: words } = useMessages();
  return (
    <>
      <NativeSelect
        label={words.caps}
        value={layers.caps}
        disabled={!onSphere}
        onChange={({ target }) => onChange({ ...layers, caps: target.value as CapKind })}
        data={kinds.map((kind) => ({ value: kind, label: words.capKinds[kind] }))}
      />
      <Checkbox
        className={styles.check!}
        label={words.portraits}
        checked={layers.portraits}
        onChange={({ target }) => onChange({ ...layers, portraits: target.checked })}
      />
      <Checkbox
        className={styles.check!}
        label={words.samples}
        checked={layers.samples}
        disabled={!onSphere}
        onChange={({ target }) => onChange({ ...layers, samples: target.checked })}
      />
      <Checkbox
        className={styles.check!}
        label={words.ghost}
        title={words.ghostHelp}
        checked={layers.ghost && canHaveGhost}
        disabled={!canHaveGhost || !onSphere}
        onChange={({ target }) => onChange({ ...layers, ghost: target.checked })}
      />
    </>
  );
}
