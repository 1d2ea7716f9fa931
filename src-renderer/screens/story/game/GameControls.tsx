/** The controls of the Tammes game. */
import { Button } from '@mantine/core';
import { useMessages } from '../../../app/language.tsx';
import { SliderField } from '../../../components/SliderField.tsx';
import styles from '../story.module.css';
import { points } from './game-state.ts';

interface GameControlsProps {
  /** Number of points, as typed in. */
  count: string;
  canUndo: boolean;
  isRelaxing: boolean;
  onCount(count: string): void;
  onUndo(): void;
  onNew(): void;
  /** One step towards a better arrangement. */
  onRelax(): void;
  /** Steps until none is better, or an end to them. */
  onRelaxing(isRelaxing: boolean): void;
}

/** The number of points, undo, a new game, and relaxing. */
export function GameControls(props: GameControlsProps) {
  const { count, canUndo, isRelaxing, onCount, onUndo, onNew, onRelax, onRelaxing } = props;
  const { game: words } = useMessages().story;
  return (
    <>
      <SliderField label={words.count} range={points} value={count} onChange={onCount} />
      <div className={styles.buttons}>
        <Button variant="default" disabled={!canUndo} onClick={onUndo}>
          {words.undo}
        </Button>
        <Button variant="default" onClick={onNew}>
          {words.fresh}
        </Button>
      </div>
      <div className={styles.buttons}>
        <Button variant="default" disabled={isRelaxing} onClick={onRelax}>
          {words.relax}
        </Button>
        <Button variant="default" aria-pressed={isRelaxing} onClick={() => onRelaxing(!isRelaxing)}>
          {isRelaxing ? words.stop : words.relaxAll}
        </Button>
      </div>
    </>
  );
}
