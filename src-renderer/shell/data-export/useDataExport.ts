import { useCallback, useState } from 'react';
import { type DataExport, headFormat, tableFormat } from '../../../src-shared/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall, useForget } from '../../app/data.ts';
import { useLanguage } from '../../app/language.tsx';

export type ExportKind = DataExport['what']['kind'];

export const exportKinds = [
  'head',
  'model',
  'features',
  'embeddings',
  'scores',
  'labels',
] as const satisfies readonly ExportKind[];

/** What can be chosen for each kind; one format is no choice. */
const formatsOf = {
  head: headFormat.options,
  model: ['onnx'],
  features: tableFormat.options,
  embeddings: tableFormat.options,
  scores: tableFormat.options,
  labels: tableFormat.options,
} as const;

type Format = (typeof formatsOf)[ExportKind][number];

/** What is chosen in the dialog, and how it begins. @param first what is chosen at first; a head of null: the active one. */
export function useDataExport(first: { kind: ExportKind; headId: number | null }, onBegun: () => void) {
  const { language } = useLanguage();
  const forget = useForget();
  const { data: heads = [] } = useCall('training.heads', undefined);
  const [kind, setKind] = useState<ExportKind>(first.kind);
  const [headId, setHeadId] = useState(first.headId);
  const [chosen, setFormat] = useState('');
  const [isMore, setMore] = useState(false);
  const [to, setTo] = useState('');
  const [error, setError] = useState<unknown>(null);
  const takeFolder = useCallback((path: string) => {
    setTo(path);
    setError(null);
  }, []);
  const formats: readonly Format[] = formatsOf[kind];
  const format = formats.find((one) => one === chosen) ?? formats[0]!;
  const hasCentres = heads.find(({ id }) => id === headId)?.hasCentres === true;
  /** A head without class centres has no people to go along. */
  const mayHaveMore = kind !== 'head' || hasCentres;
  const withMore = isMore && mayHaveMore;
  const canBegin = to !== '' && headId !== null;

  async function begin() {
    setError(null);
    const what = { kind, format, people: withMore, paths: withMore, language } as DataExport['what'];
    try {
      await bridge.call('exports.data', { what, headId: headId!, to });
      forget('jobs');
      onBegun();
    } catch (error) {
      setError(error);
    }
  }
  return {
    ...{ kind, setKind, headId, setHeadId, format, formats, setFormat, to, takeFolder, error },
    ...{ mayHaveMore, withMore, setMore, canBegin, begin },
    /** Whether the files would name people. */
    namesPeople: kind !== 'model' && (kind !== 'head' || withMore),
  };
}
