import { useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import type { Shot } from '../../sphere/Canvases.tsx';
import { savePng, saveSvg } from '../../sphere/export.ts';

interface ExportButtonsProps {
  /** Of the files, without ending. */
  name: string;
  /** What is shown, from left to right. */
  shots(): readonly Shot[];
}

export function ExportButtons({ name, shots }: ExportButtonsProps) {
  const { sphere: words } = useMessages();
  const { fail } = useToasts();
  return (
    <fieldset className="row files">
      <legend className="visually-hidden">{words.export}</legend>
      <button type="button" onClick={() => savePng(shots(), name).catch(fail)}>
        PNG
      </button>
      <button type="button" onClick={() => saveSvg(shots(), name)}>
        SVG
      </button>
    </fieldset>
  );
}
