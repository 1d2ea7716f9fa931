import { Button, type ButtonProps } from '@mantine/core';
import type { Action } from '../app/actions.ts';
import { Keys } from './Keys.tsx';

interface ActionButtonProps extends Pick<ButtonProps, 'variant' | 'size'> {
  action: Omit<Action, 'group'>;
}

/** An action as a button, with the key that does the same. */
export function ActionButton({ action, variant = 'default', size }: ActionButtonProps) {
  const { label, icon: Icon, keys, run } = action;
  return (
    <Button
      {...{ variant }}
      {...(size !== undefined && { size })}
      leftSection={Icon && <Icon size={size === 'md' ? 18 : 16} stroke={1.75} aria-hidden />}
      rightSection={keys && <Keys {...{ keys }} />}
      onClick={run}
    >
      {label}
    </Button>
  );
}
