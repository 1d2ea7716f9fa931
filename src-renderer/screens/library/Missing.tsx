import { useCall } from '../../app/data.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';

/** The photos whose files are gone, and since when. */
export function Missing() {
  const { library: words } = useMessages();
  const { language } = useLanguage();
  const { data } = useCall('library.missing', undefined);
  if (!data?.length) return null;
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  return (
    <details className="panel">
      <summary>{words.missing(data.length)}</summary>
      <p className="quiet">{words.missingHelp}</p>
      <ul>
        {data.map(({ photoId, path, since, faces }) => (
          <li key={photoId}>
            {path} <span className="quiet">{words.missingSince(date.format(new Date(since)), faces)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
