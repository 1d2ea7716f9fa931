import { useMessages } from '../../app/language.tsx';
import { Field } from '../../components/Field.tsx';
import type { CapKind, Layers } from './useHeadPicture.ts';

interface LayerControlsProps {
  layers: Layers;
  canHaveGhost: boolean;
  onChange(layers: Layers): void;
}

const kinds: readonly CapKind[] = ['none', 'half', 'own'];

/** What is shown beside the centres. */
export function LayerControls({ layers, canHaveGhost, onChange }: LayerControlsProps) {
  const { sphere: words } = useMessages();
  return (
    <>
      <Field label={words.caps}>
        {(control) => (
          <select
            {...control}
            value={layers.caps}
            onChange={({ target }) => onChange({ ...layers, caps: target.value as CapKind })}
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {words.capKinds[kind]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <label className="check">
        <input
          type="checkbox"
          checked={layers.samples}
          onChange={({ target }) => onChange({ ...layers, samples: target.checked })}
        />
        {words.samples}
      </label>
      <label className="check" title={words.ghostHelp}>
        <input
          type="checkbox"
          checked={layers.ghost && canHaveGhost}
          disabled={!canHaveGhost}
          onChange={({ target }) => onChange({ ...layers, ghost: target.checked })}
        />
        {words.ghost}
      </label>
    </>
  );
}
