import { qualityParts, type RatedFace, rate } from '../../src-shared/quality/index.ts';
import { useMessages } from '../app/language.tsx';
import styles from './QualityTable.module.css';

/** What was measured of a face, and what each part adds to the whole. */
export function QualityTable({ face }: { face: RatedFace }) {
  const { quality: words } = useMessages();
  const { overall, parts } = rate(face);
  const { size, sharpness, brightness, clipped, pose } = face.quality;
  const measured = {
    size: words.pixels(size.toFixed(0)),
    sharpness: sharpness.toFixed(0),
    exposure: words.light(
      brightness.toFixed(0),
      clipped && percent(clipped.shadows),
      clipped && percent(clipped.highlights),
    ),
    pose:
      pose === null
        ? words.notKnown
        : words.angles(pose.yaw.toFixed(0), pose.pitch.toFixed(0), pose.roll.toFixed(0)),
    score: face.score.toFixed(3),
  };
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{words.title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.part}</th>
          <th scope="col">{words.measured}</th>
          <th scope="col">{words.rating}</th>
        </tr>
      </thead>
      <tbody>
        {qualityParts.map((name) => (
          <tr key={name}>
            <th scope="row">{words.parts[name]}</th>
            <td>{measured[name]}</td>
            <Rated value={parts[name]} />
          </tr>
        ))}
        <tr>
          <th scope="row">{words.overall}</th>
          <td className={styles.quiet}>{words.overallHelp}</td>
          <Rated value={overall} />
        </tr>
      </tbody>
    </table>
  );
}

function Rated({ value }: { value: number }) {
  return (
    <td className={styles.rated}>
      <progress aria-hidden="true" value={value} max={1} /> {value.toFixed(2)}
    </td>
  );
}

const percent = (share: number) => (100 * share).toFixed(1);
