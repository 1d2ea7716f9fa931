import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';
import { type Failure, toFailure } from '../../src-shared/errors.ts';
import { useMessages } from './language.tsx';

interface Toast {
  id: number;
  text: string;
  /** Takes back what the toast tells of. */
  undo?: (() => Promise<unknown>) | undefined;
  failure?: boolean;
}

interface Toasts {
  /** Tells what was done, for ten seconds, with a way to take it back. */
  tell(text: string, undo?: () => Promise<unknown>): void;
  /** Shows an error until it is closed. */
  fail(error: unknown): void;
}

const ToastContext = createContext<Toasts>({ tell: () => {}, fail: () => {} });
const shownFor = 10_000;
let lastId = 0;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const messages = useMessages();
  const close = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const add = useCallback(
    (toast: Omit<Toast, 'id'>) => {
      const id = ++lastId;
      setToasts((all) => [...all, { ...toast, id }]);
      if (!toast.failure) setTimeout(() => close(id), shownFor);
    },
    [close],
  );
  const tell = useCallback<Toasts['tell']>((text, undo) => add({ text, undo }), [add]);
  const fail = useCallback<Toasts['fail']>(
    (error) => add({ text: failureText(toFailure(error)), failure: true }),
    [add],
  );

  // One value for good: whoever uses it need not be drawn again for each toast.
  const value = useMemo(() => ({ tell, fail }), [tell, fail]);

  return (
    <ToastContext value={value}>
      {children}
      <div className="toasts" aria-live="polite">
        {toasts.map(({ id, text, undo, failure }) => (
          <div key={id} className={failure ? 'toast failure' : 'toast'} role={failure ? 'alert' : 'status'}>
            <span>{text}</span>
            {undo && (
              <button
                type="button"
                onClick={() => {
                  close(id);
                  undo().catch(fail);
                }}
              >
                {messages.common.undo}
              </button>
            )}
            <button type="button" aria-label={messages.common.close} onClick={() => close(id)}>
              ×
            </button>
          </div>
        ))}
      </div>
    </ToastContext>
  );
}

export function useToasts(): Toasts {
  return use(ToastContext);
}

/** What happened and what to do. */
function failureText({ message, remedy }: Failure): string {
  return `${message} ${remedy}`;
}
