import { toFailure } from '../../src-shared/errors.ts';

/** An error where it happened: what, and what to do. */
export function ErrorNote({ error }: { error: unknown }) {
  const { message, remedy } = toFailure(error);
  return (
    <div className="error" role="alert">
      <strong>{message}</strong> {remedy}
    </div>
  );
}
