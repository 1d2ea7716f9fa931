import { Button, Modal } from '@mantine/core';
import { bridge } from '../../app/bridge.ts';
import { useForget } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import { DialogFoot } from '../../components/DialogFoot.tsx';

/** Forgets the folder's table, when that is meant: to have it again the folder is read again. */
export function ForgetTable({ folder, onClose }: { folder: string; onClose(): void }) {
  const { recognise: words, common } = useMessages();
  const toasts = useToasts();
  const forget = useForget();
  async function go() {
    try {
      await bridge.call('recognition.forget', undefined);
      forget('recognition', 'jobs');
      toasts.tell(({ recognise }) => recognise.tableForgotten(folder));
      onClose();
    } catch (error) {
      toasts.fail(error);
    }
  }
  return (
    <Modal
      opened
      {...{ onClose }}
      title={words.forgetTable}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <p>{words.forgetTableHelp(folder)}</p>
      <DialogFoot>
        <Button variant="default" onClick={onClose} data-autofocus>
          {common.cancel}
        </Button>
        <Button onClick={() => void go()}>{words.forgetTableNow}</Button>
      </DialogFoot>
    </Modal>
  );
}
