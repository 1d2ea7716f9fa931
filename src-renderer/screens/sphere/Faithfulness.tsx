import { Badge, Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useMessages } from '../../app/language.tsx';
import type { SpherePicture } from '../../sphere/picture.ts';
import styles from './sphere.module.css';

interface FaithfulnessProps {
  isTrue: boolean;
  /** What is true, or how far it is off. */
  said: string;
  /** Asked for what shows the angles as they are. */
  onSeeAngles(): void;
}

/** How far the picture can be trusted, at a glance. */
export function Faithfulness({ isTrue, said, onSeeAngles }: FaithfulnessProps) {
  const { sphere: words } = useMessages();
  const Icon = isTrue ? IconCheck : IconAlertTriangle;
  return (
    <div className={styles.faithful}>
      <Badge
        className={isTrue ? styles.exact! : styles.off!}
        variant="light"
        size="lg"
        tt="none"
        fw={500}
        leftSection={<Icon size={14} stroke={2} aria-hidden />}
      >
        {said}
      </Badge>
      {!isTrue && (
        <Button size="compact-sm" variant="subtle" onClick={onSeeAngles}>
          {words.seeAngles}
        </Button>
      )}
    </div>
  );
}

/** How many people's nearest is their nearest in the picture, too. */
export function keptIn({ kept, names }: SpherePicture): number {
  return kept === undefined ? names.length : kept.filter(Boolean).length;
}
