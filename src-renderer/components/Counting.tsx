/** Progress of which nobody knows yet how long it takes. */
export function Counting({ label, detail }: { label: string; detail: string }) {
  return (
    <div className="progress">
      <div>
        <strong>{label}</strong>
        <div className="numbers quiet" role="status">
          {detail}
        </div>
      </div>
      <progress aria-label={label} />
    </div>
  );
}
