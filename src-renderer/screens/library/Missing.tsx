import { useState } from 'react';
import { bridge } from '../../app/bridge.ts';
import { useCall, useForget } from '../../app/data.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';

/** The photos whose files are gone, since when, and buttons to remove what is known of them. */
export function Missing() {
  const { library: words } = useMessages();
  const { language } = useLanguage();
  const { data } = useCall('library.missing', undefined);
  const [busy, setBusy] = useState(false);
  const forget = useForget();
  const toasts = useToasts();
  if (!data?.length) return null;
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });

  async function remove(photoIds: number[]) {
    const refresh = () => forget('library', 'people', 'sphere', 'matching');
    setBusy(true);
    try {
      const removal = await bridge.call('library.removeMissing', { photoIds });
      const undo = async () => {
        await bridge.call('library.undoRemoval', { id: removal.id });
        refresh();
      };
      toasts.tell(({ library }) => library.removed(removal), removal.photos > 0 ? undo : undefined);
    } catch (error) {
      toasts.fail(error);
    } finally {
      setBusy(false);
    }
    refresh();
  }

  return (
    <details className="panel">
      <summary>{words.missing(data.length)}</summary>
      <p className="quiet">{words.missingHelp}</p>
      <p>
        <button type="button" disabled={busy} onClick={() => remove(data.map(({ photoId }) => photoId))}>
          {words.removeMissing(data.length)}
        </button>
      </p>
      <ul>
        {data.map(({ photoId, path, since, faces }) => (
          <li key={photoId}>
            {path} <span className="quiet">{words.missingSince(date.format(new Date(since)), faces)}</span>{' '}
            <button
              type="button"
              className="link"
              disabled={busy}
              aria-label={words.removeOne(path)}
              onClick={() => remove([photoId])}
            >
              {words.remove}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
