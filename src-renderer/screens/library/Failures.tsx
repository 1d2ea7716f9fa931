import { wordingOf } from '../../../src-shared/errors/index.ts';
import { useCall } from '../../app/data.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';

/** The photos that could not be read, each with its reason and what to do. */
export function Failures() {
  const { library: words } = useMessages();
  const { language } = useLanguage();
  const { data } = useCall('library.failures', undefined);
  if (!data?.length) return null;
  return (
    <details className="panel">
      <summary>{words.failures(data.length)}</summary>
      <ul>
        {data.map(({ path, ...failure }) => {
          const { message, remedy } = wordingOf(failure, language);
          return (
            <li key={path}>
              {message} <span className="quiet">{remedy}</span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
