import { Textarea } from '@mantine/core';

interface NoteFieldProps {
  label: string;
  note: string;
  /** Called when the field is left with another note. */
  onNote(note: string): void;
}

/** A note that is kept when its field is left. */
export function NoteField({ label, note, onNote }: NoteFieldProps) {
  return (
    <Textarea
      // An undo shows the note of before.
      key={note}
      {...{ label }}
      autosize
      minRows={2}
      maxLength={10_000}
      defaultValue={note}
      onBlur={({ target }) => {
        if (target.value !== note) onNote(target.value);
      }}
    />
  );
}
