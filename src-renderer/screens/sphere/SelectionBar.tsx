import { type FormEvent, useId, useState } from 'react';
import { useMessages } from '../../app/language.tsx';
import { facing, middleOf } from '../../sphere/view/camera.ts';
import type { MovingCamera } from '../../sphere/view/useCamera.ts';
import { findPeople } from './find-people.ts';
import type { Selection } from './useSelection.ts';

interface SelectionBarProps {
  names: readonly string[];
  /** Places of the centres, x, y and z in turn. */
  points: Float32Array;
  selection: Selection;
  camera: MovingCamera;
  /** True angle between two centres, degrees. */
  angle(a: number, b: number): number;
}

/** Zoom at which a few neighbours fill the window. */
const near = 2.2;
/** Names that are offered while somebody types. */
const offered = 12;

/** Finds people, flies to those who are selected, measures between them and shows them alone. */
export function SelectionBar({ names, points, selection, camera, angle }: SelectionBarProps) {
  const { sphere: words } = useMessages();
  const [text, setText] = useState('');
  const listId = useId();
  const matching = findPeople(names, text, offered);
  const { selected, isolated, select, isolate } = selection;
  const flyTo = (indices: readonly number[]) =>
    camera.fly({ ...facing(middleOf(points, indices)), zoom: indices.length === 1 ? near : 1 });

  function search(event: FormEvent) {
    event.preventDefault();
    const [first] = matching;
    if (first === undefined) return;
    select(first);
    flyTo([first]);
    setText('');
  }

  return (
    <div className="selection">
      <form className="row" onSubmit={search}>
        <input
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          list={listId}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <datalist id={listId}>
          {text !== '' && matching.map((i) => <option key={i} value={names[i]} />)}
        </datalist>
        <button type="button" disabled={selected.length === 0} onClick={() => flyTo(selected)}>
          {words.fly}
        </button>
        <label className="check">
          <input
            type="checkbox"
            checked={isolated && selected.length > 0}
            disabled={selected.length === 0}
            onChange={({ target }) => isolate(target.checked)}
          />
          {words.isolate}
        </label>
        <button type="button" disabled={selected.length === 0} onClick={() => select(null)}>
          {words.clear}
        </button>
      </form>
      <p className="quiet" aria-live="polite">
        {text !== '' && matching.length === 0
          ? words.notFound(text)
          : selected.length === 0
            ? words.howToSelect
            : selected.length === 1
              ? words.oneSelected(names[selected[0]!]!)
              : selected
                  .slice(1)
                  .map((b, i) =>
                    words.measured(names[selected[i]!]!, names[b]!, angle(selected[i]!, b).toFixed(2)),
                  )
                  .join(' · ')}
      </p>
    </div>
  );
}
