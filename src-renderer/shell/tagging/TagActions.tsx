import { IconBarbellOff, IconTag } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Input, TagCondition } from '../../../src-shared/contract/index.ts';
import { type Action, useActions } from '../../app/actions.ts';
import { go, href } from '../../app/address.ts';
import { useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import { ActionButton } from '../../components/ActionButton.tsx';
import { TagDialog } from './TagDialog.tsx';

interface TagActionsProps {
  of: Input<'library.setTag'>['of'];
  /** Of the buttons. */
  size?: 'xs';
}

/** What a tag is for, by button, by key and from the palette: to find faces again, and to train without them. */
export function TagActions({ of, size }: TagActionsProps) {
  const { tags: words } = useMessages();
  const toasts = useToasts();
  const [open, setOpen] = useState<'tag' | 'train' | null>(null);
  const actions = useMemo(
    (): Action[] => [
      {
        id: 'tag',
        group: 'screen',
        label: words.tag,
        icon: IconTag,
        keys: 'T',
        run: () => setOpen('tag'),
      },
      {
        id: 'train-without',
        group: 'screen',
        label: words.trainWithout,
        icon: IconBarbellOff,
        run: () => setOpen('train'),
      },
    ],
    [words],
  );
  useActions(actions);
  return (
    <>
      {actions.map((action) => (
        <ActionButton key={action.id} {...{ action }} {...(size && { size })} />
      ))}
      {open !== null && (
        <TagDialog
          {...{ of }}
          forTraining={open === 'train'}
          onTagged={(tag) => {
            if (open === 'train') trainWithout(tag).catch(toasts.fail);
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

/** Goes to the form of a training without these faces; it comes with all losses, which the window does not start with. */
async function trainWithout(tag: TagCondition): Promise<void> {
  const { trainForm } = await import('../../screens/train/form.ts');
  trainForm.change((form) => ({ ...form, without: tag }));
  go(href('train'));
}
