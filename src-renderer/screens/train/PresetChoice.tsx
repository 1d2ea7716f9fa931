import { ActionIcon, Button, NativeSelect, Popover, TextInput } from '@mantine/core';
import { IconDeviceFloppy, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { useSharedState } from '../../app/shared-state.ts';
import { useToasts } from '../../app/toasts.tsx';
import type { FormPartProps } from './form.ts';
import { builtIn, removePreset, savedPresets, savePreset } from './presets.ts';
import styles from './train.module.css';

/** Fills in the form for a purpose, or as it was saved. */
export function PresetChoice({ form, set }: FormPartProps) {
  const { train: words } = useMessages();
  const { language } = useLanguage();
  const saved = useSharedState(savedPresets);
  const toasts = useToasts();
  const [chosen, setChosen] = useState(builtIn[0]!.id);
  const mine = saved.find(({ name }) => `saved:${name}` === chosen);

  function take(id: string) {
    setChosen(id);
    const preset = builtIn.find((one) => one.id === id) ?? saved.find(({ name }) => `saved:${name}` === id);
    if (preset) set({ ...preset.form, without: form.without });
  }

  function remove() {
    if (!mine) return;
    removePreset(mine.name);
    setChosen(builtIn[0]!.id);
    toasts.tell(
      ({ train }) => train.presetRemoved(mine.name),
      async () => savePreset(mine.name, mine.form),
    );
  }

  return (
    <div className={styles.preset}>
      <NativeSelect
        className={styles.grow!}
        label={words.preset}
        value={mine ? chosen : (builtIn.find(({ id }) => id === chosen)?.id ?? builtIn[0]!.id)}
        onChange={({ target }) => take(target.value)}
        data={[
          ...builtIn.map(({ id, title }) => ({ value: id, label: title[language] })),
          ...(saved.length > 0
            ? [
                {
                  group: words.savedPresets,
                  items: saved.map(({ name }) => ({ value: `saved:${name}`, label: name })),
                },
              ]
            : []),
        ]}
      />
      {mine && (
        <ActionIcon aria-label={words.removePreset(mine.name)} onClick={remove}>
          <IconTrash size={18} stroke={1.75} />
        </ActionIcon>
      )}
      <SavePreset
        onSave={(name) => {
          savePreset(name, { ...form, without: null });
          setChosen(`saved:${name}`);
        }}
      />
    </div>
  );
}

function SavePreset({ onSave }: { onSave(name: string): void }) {
  const { train: words } = useMessages();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  function save() {
    if (name.trim() === '') return;
    onSave(name.trim());
    setOpened(false);
    setName('');
  }
  return (
    <Popover {...{ opened }} onChange={setOpened} trapFocus position="bottom-end">
      <Popover.Target>
        <ActionIcon aria-label={words.savePreset} onClick={() => setOpened(!opened)}>
          <IconDeviceFloppy size={18} stroke={1.75} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.preset}>
          <TextInput
            label={words.presetName}
            value={name}
            maxLength={80}
            onChange={({ target }) => setName(target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              // It would start the run.
              event.preventDefault();
              save();
            }}
          />
          <Button onClick={save} disabled={name.trim() === ''}>
            {words.save}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
