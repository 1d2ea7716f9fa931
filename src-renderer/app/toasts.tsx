/** Toasts: short messages about what was done, with undo, or what went wrong. */
import { IconX } from '@tabler/icons-react';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Failure, type Language, toFailure, wordingOf } from '../../src-shared/errors/index.ts';
import { useLanguage, useMessages } from './language.tsx';
import type { Messages } from './messages/en.ts';
import styles from './toasts.module.css';

/** A sentence in the language that is chosen while it is shown. */
type Words = (messages: Messages, language: Language) => string;

interface Toast {
  id: number;
  /** What was done, or what went wrong. */
  content: Words | Failure;
  /** What may be done next, as taking back what the toast tells of. */
  act?: { label: Words; run(): unknown } | undefined;
  /** Of an error: what was tried. */
  tried?: string | undefined;
}

interface Toasts {
  /**
   * Says what was done, in the place of the last message. Without undo it goes after ten seconds; with undo it
   * stays until it is closed or the next takes its place.
   */
  tell(words: Words, undo?: () => Promise<unknown>): void;
  /** Says what is done, and offers what follows, until it is closed or the next takes its place. */
  offer(words: Words, label: Words, run: () => unknown): void;
  /** Shows an error until it is closed, or what failed is tried again. @param tried names that, for `retry`. */
  fail(error: unknown, tried?: string): void;
  /** Closes the errors of what is tried again. */
  retry(tried: string): void;
  /**
   * Offers errors of what is tried to the place where they belong, such as a field, before they become toasts.
   * @param take says whether it shows the error; null: it is tried again. @returns how to end that.
   */
  claim(tried: string, take: (failure: Failure | null) => boolean): () => void;
}

const ToastContext = createContext<Toasts>({
  tell: () => {},
  offer: () => {},
  fail: () => {},
  retry: () => {},
  claim: () => () => {},
});
const shownFor = 10_000;
let lastId = 0;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  // The toast under the pointer or the focus: it neither goes nor moves.
  const held = useRef<number | null>(null);
  const claims = useRef(new Map<string, (failure: Failure | null) => boolean>());
  const close = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const hold = useCallback((id: number, holds: boolean) => {
    if (holds) held.current = id;
    else if (held.current === id) held.current = null;
  }, []);
  const fail = useCallback<Toasts['fail']>((error, tried) => {
    const content = toFailure(error);
    if (tried !== undefined && claims.current.get(tried)?.(content)) return;
    const toast = { id: ++lastId, content, tried };
    setToasts((all) => [toast, ...all]);
  }, []);
  const retry = useCallback<Toasts['retry']>((tried) => {
    claims.current.get(tried)?.(null);
    // Jobs tell of themselves often, and mostly none of theirs has failed.
    setToasts((all) =>
      all.some((one) => one.tried === tried) ? all.filter((one) => one.tried !== tried) : all,
    );
  }, []);
  const claim = useCallback<Toasts['claim']>((tried, take) => {
    claims.current.set(tried, take);
    return () => void claims.current.delete(tried);
  }, []);
  const show = useCallback((content: Words, act: Toast['act']) => {
    const toast = { id: ++lastId, content, act };
    setToasts((all) => [
      toast,
      ...all.filter(({ id, content }) => typeof content !== 'function' || id === held.current),
    ]);
  }, []);

  // One value for good: whoever uses it need not be drawn again for each toast.
  const value = useMemo(
    (): Toasts => ({
      tell: (words, undo) => show(words, undo && { label: ({ common }) => common.undo, run: undo }),
      offer: (words, label, run) => show(words, { label, run }),
      fail,
      retry,
      claim,
    }),
    [show, fail, retry, claim],
  );

  return (
    <ToastContext value={value}>
      {children}
      {/* The newest is the first: those below it stay where they are. */}
      <div className={styles.toasts} aria-live="polite">
        {toasts.map((toast) => (
          <ToastView key={toast.id} {...{ toast, hold, close }} />
        ))}
      </div>
    </ToastContext>
  );
}

export function useToasts(): Toasts {
  return use(ToastContext);
}

interface ToastViewProps {
  toast: Toast;
  /** Called when pointer or focus come to the toast and leave it. */
  hold(id: number, holds: boolean): void;
  close(id: number): void;
}

function ToastView({ toast: { id, content, act }, hold, close }: ToastViewProps) {
  const messages = useMessages();
  const { language } = useLanguage();
  const { fail } = useToasts();
  const [isHeld, setHeld] = useState(false);
  const isDone = typeof content === 'function';

  // Nobody has to be quick (WCAG 2.2.1).
  const runsOut = isDone && act === undefined && !isHeld;
  useEffect(() => {
    if (!runsOut) return;
    const timer = setTimeout(() => close(id), shownFor);
    return () => clearTimeout(timer);
  }, [runsOut, close, id]);
  useEffect(() => hold(id, isHeld), [hold, id, isHeld]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its role is one of two, and holding it is no action.
    <div
      className={styles.toast}
      data-failure={!isDone || undefined}
      role={isDone ? 'status' : 'alert'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{isDone ? content(messages, language) : failureText(wordingOf(content, language))}</span>
      {act && (
        <button
          type="button"
          onClick={() => {
            close(id);
            (async () => act.run())().catch(fail);
          }}
        >
          {act.label(messages, language)}
        </button>
      )}
      <button type="button" aria-label={messages.common.close} onClick={() => close(id)}>
        <IconX size={16} stroke={1.75} aria-hidden />
      </button>
    </div>
  );
}

/** What happened and what to do. */
function failureText({ message, remedy }: ReturnType<typeof wordingOf>): string {
  return `${message} ${remedy}`;
}
