import { useState } from 'react';
import { bridge } from '../../app/bridge.ts';
import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { Field } from '../../components/Field.tsx';

/** Asks for a folder to read. */
export function AddFolder({ onAdd }: { onAdd(folder: string): void }) {
  const { library: words } = useMessages();
  const [folder, setFolder] = useState('');
  const { data: info } = useCall('app.info', undefined);

  async function browse() {
    const chosen = await bridge.call('app.chooseFolder', undefined);
    if (chosen !== null) onAdd(chosen);
  }

  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(folder);
      }}
    >
      <div className="grow">
        <Field label={words.folder}>
          {(control) => (
            <input {...control} value={folder} required onChange={({ target }) => setFolder(target.value)} />
          )}
        </Field>
      </div>
      {info?.canChooseFolder && (
        <button type="button" onClick={browse}>
          {words.browse}
        </button>
      )}
      <button type="submit" className="primary">
        {words.add}
      </button>
      <button type="button" disabled={!info} onClick={() => onAdd(info!.demoFolder)}>
        {words.addDemo}
      </button>
    </form>
  );
}
