import { Button, Modal } from '@mantine/core';
import { wordingOf } from '../../src-shared/errors/index.ts';
import { useTwiceQuestion } from '../app/changes.ts';
import { useLanguage, useMessages } from '../app/language.tsx';
import { DialogFoot } from './DialogFoot.tsx';

/** Asks whether somebody is meant to have two faces on a photo, as in a collage, whichever screen the change was made on. */
export function TwiceQuestion() {
  const { people: words, common } = useMessages();
  const { language } = useLanguage();
  const question = useTwiceQuestion();
  if (question === undefined) return null;
  const { failure, answer } = question;
  const { message, remedy } = wordingOf(failure, language);
  return (
    <Modal
      opened
      onClose={() => answer(false)}
      title={words.twice}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <p>
        {message} {remedy}
      </p>
      <DialogFoot>
        <Button variant="default" onClick={() => answer(false)} data-autofocus>
          {common.cancel}
        </Button>
        <Button onClick={() => answer(true)}>{words.allowTwice}</Button>
      </DialogFoot>
    </Modal>
  );
}
