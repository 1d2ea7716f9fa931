import { useCall } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';

/** The photos that could not be read, each with its reason and what to do. */
export function Failures() {
  const { library: words } = useMessages();
  const { data } = useCall('library.failures', undefined);
  if (!data?.length) return null;
  return (
    <details className="panel">
      <summary>{words.failures(data.length)}</summary>
      <ul>
        {data.map(({ path, message, remedy }) => (
          <li key={path}>
            {message} <span className="quiet">{remedy}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
