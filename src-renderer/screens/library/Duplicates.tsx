import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';

/** The files that show the same shot, by shot. */
export function Duplicates() {
  const { library: words } = useMessages();
  const { data } = useCall('library.duplicates', undefined);
  if (!data?.length) return null;
  return (
    <details className="panel">
      <summary>{words.duplicates(data.length)}</summary>
      <p className="quiet">{words.duplicatesHelp}</p>
      <ul>
        {data.map(({ same, files }) => (
          <li key={files[0]!.path}>
            <span className="quiet">{same ? words.equal : words.similar}</span>
            <ul>
              {files.map(({ path }) => (
                <li key={path}>{path}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  );
}
