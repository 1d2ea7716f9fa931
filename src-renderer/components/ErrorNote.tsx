import { toFailure, wordingOf } from '../../src-shared/errors/index.ts';
import { useLanguage } from '../app/language.tsx';

/** An error where it happened: what, and what to do. */
export function ErrorNote({ error }: { error: unknown }) {
  const { message, remedy } = wordingOf(toFailure(error), useLanguage().language);
  return (
    <div className="error" role="alert">
      <strong>{message}</strong> {remedy}
    </div>
  );
}
