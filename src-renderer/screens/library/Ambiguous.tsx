import { mediaUrl } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall, useForget } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';

/** The photos of a person's folder on which another face could be meant, to choose the right one. */
export function Ambiguous() {
  const { library: words } = useMessages();
  const { data } = useCall('library.ambiguous', {});
  const forget = useForget();
  const toasts = useToasts();
  if (!data?.total) return null;

  async function choose(faceId: number, name: string) {
    const refresh = () => forget('library', 'people', 'sphere', 'matching');
    try {
      const before = await bridge.call('library.chooseFace', { faceId });
      toasts.tell(
        ({ library }) => library.chosen(name),
        async () => {
          await bridge.call('library.undoChoice', before);
          refresh();
        },
      );
    } catch (error) {
      toasts.fail(error);
    }
    refresh();
  }

  return (
    <details className="panel">
      <summary>{words.ambiguous(data.total)}</summary>
      <p className="quiet">{words.ambiguousHelp}</p>
      <ul className="choices">
        {data.photos.map(({ photoId, path, name, faces }) => (
          <li key={photoId}>
            <span className="quiet">{path}</span>
            <div className="row">
              {faces.map(({ id, named }, i) => (
                <button
                  key={id}
                  type="button"
                  aria-pressed={named}
                  aria-label={words.choose(name, i + 1)}
                  onClick={() => choose(id, name)}
                >
                  <img src={mediaUrl.chip(id)} alt="" width={75} height={75} loading="lazy" />
                  {named && <small>{words.isNamed(name)}</small>}
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}
