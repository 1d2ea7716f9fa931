import { type FalseAcceptPreset, falseAcceptPresets } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall, useForget } from '../../app/data.ts';
import { useMessages } from '../../app/language.tsx';
import { useToasts } from '../../app/toasts.tsx';
import { Segments } from '../../components/Segments.tsx';

const presets = Object.keys(falseAcceptPresets) as FalseAcceptPreset[];

/** The largest share of strangers taken for somebody, by which the library's threshold is chosen. */
export function FalseAcceptChoice() {
  const { recognise: words } = useMessages();
  const { data: rate } = useCall('matching.falseAccept', undefined);
  const forget = useForget();
  const toasts = useToasts();
  if (rate === undefined) return null;
  const chosen = presets.find((preset) => falseAcceptPresets[preset] === rate) ?? 'other';
  const other = [['other', words.otherRate(String(Number((100 * rate).toPrecision(3))))] as const];

  async function set(next: number) {
    await bridge.call('matching.setFalseAccept', { rate: next });
    forget('matching');
  }

  async function choose(preset: FalseAcceptPreset | 'other', before: number) {
    if (preset === 'other') return;
    try {
      await set(falseAcceptPresets[preset]);
      toasts.tell(
        ({ recognise }) => recognise.falseAcceptChosen,
        () => set(before),
      );
    } catch (error) {
      toasts.fail(error);
    }
  }

  return (
    <Segments
      label={words.falseAccept}
      value={chosen}
      options={[
        ...presets.map((preset) => [preset, words.falseAccepts[preset]] as const),
        ...(chosen === 'other' ? other : []),
      ]}
      onChange={(preset) => choose(preset, rate)}
    />
  );
}
