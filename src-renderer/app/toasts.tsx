import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';
import { type Failure, type Language, toFailure, wordingOf } from '../../src-shared/errors/index.ts';
import { useLanguage, useMessages } from './language.tsx';

interface Toast {
  id: number;
  /** What was done, or what went wrong: that is told in the language that is chosen while it is shown. */
  content: string | Failure;
  /** Takes back what the toast tells of. */
  undo?: (() => Promise<unknown>) | undefined;
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
  const { language } = useLanguage();
  const close = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const add = useCallback(
    (toast: Omit<Toast, 'id'>) => {
      const id = ++lastId;
      setToasts((all) => [...all, { ...toast, id }]);
      if (typeof toast.content === 'string') setTimeout(() => close(id), shownFor);
    },
    [close],
  );
  const tell = useCallback<Toasts['tell']>((content, undo) => add({ content, undo }), [add]);
  const fail = useCallback<Toasts['fail']>((error) => add({ content: toFailure(error) }), [add]);

  // One value for good: whoever uses it need not be drawn again for each toast.
  const value = useMemo(() => ({ tell, fail }), [tell, fail]);

  return (
    <ToastContext value={value}>
      {children}
      <div className="toasts" aria-live="polite">
        {toasts.map(({ id, content, undo }) => (
          <div
            key={id}
            className={typeof content === 'string' ? 'toast' : 'toast failure'}
            role={typeof content === 'string' ? 'status' : 'alert'}
          >
            <span>{typeof content === 'string' ? content : failureText(content, language)}</span>
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
function failureText(failure: Failure, language: Language): string {
  const { message, remedy } = wordingOf(failure, language);
  return `${message} ${remedy}`;
}
