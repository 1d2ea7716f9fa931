import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import {
  type EngineName,
  engineName,
  type GalleryState,
  offersIndexFrom,
} from '../../../src-shared/contract/index.ts';
import { type Language, wordingOf } from '../../../src-shared/errors/index.ts';
import { bridge } from '../../app/bridge.ts';
import { queryOf, useCall, useForget } from '../../app/data.ts';
import { useLanguage, useMessages } from '../../app/language.tsx';
import type { Messages } from '../../app/messages/en.ts';
import { useToasts } from '../../app/toasts.tsx';
import { Setting } from './Setting.tsx';

/** Milliseconds after which an index that is built is looked at again. */
const again = 1000;

/** How the people nearest to a face are found. */
export function GallerySearch() {
  const { data: heads } = useCall('training.heads', undefined);
  const active = heads?.find((head) => head.active);
  return active === undefined ? null : <OfHead headId={active.id} />;
}

function OfHead({ headId }: { headId: number }) {
  const { settings } = useMessages();
  const { language } = useLanguage();
  const { data: state } = useQuery({
    ...queryOf('gallery.state', { headId }),
    refetchInterval: ({ state: { data } }) => (isBusy(data) ? again : false),
  });
  const forget = useForget();
  const toasts = useToasts();
  const words = settings.gallery;
  if (state === undefined) return null;
  const { chosen } = state;
  // A database is connected by `tammes gallery connect`.
  const offered = engineName.options.filter(
    (engine) => engine !== 'postgres' || engine === chosen || state.server !== null,
  );

  async function set(engine: EngineName) {
    await bridge.call('gallery.setEngine', { engine });
    forget('gallery');
  }
  const choose = (engine: EngineName) =>
    set(engine).then(
      () =>
        toasts.tell(
          ({ settings }) => settings.gallery.chosen(settings.gallery.engines[engine]),
          () => set(chosen),
        ),
      toasts.fail,
    );
  return (
    <Setting label={words.title} help={helpOf(state, words, language)}>
      {(labelledBy) => (
        <SegmentedControl
          aria-labelledby={labelledBy}
          value={chosen}
          onChange={(engine) => choose(engine as EngineName)}
          data={offered.map((value) => ({ value, label: words.engines[value] }))}
        />
      )}
    </Setting>
  );
}

const isBusy = (state: GalleryState | undefined) =>
  state?.index?.phase === 'building' || state?.index?.phase === 'measuring';

function helpOf(state: GalleryState, words: Messages['settings']['gallery'], language: Language): string {
  const { failure, engine, server, shared, kept } = state;
  const wording = failure && wordingOf(failure, language);
  return [
    wording === null ? searchOf(state, words) : `${wording.message} ${wording.remedy}`,
    // Said in every state: something leaves this library.
    ...(wording === null && engine === 'postgres' && server !== null
      ? [words.sentTo(server.name), words.connections[server.connection]]
      : []),
    ...(shared === null
      ? []
      : [
          words.sharedWith(shared.name),
          words.connections[shared.connection],
          knownOf(shared, words, language),
        ]),
    ...(kept === null ? [] : [words.kept(kept.people, kept.faces)]),
    ...(kept === null || kept.unrecognised === 0 ? [] : [words.keptOtherHead(kept.unrecognised)]),
  ].join(' ');
}

/** Whether people of other desks are recognised, and as of when. */
function knownOf(
  { seenAt, recognised }: NonNullable<GalleryState['shared']>,
  words: Messages['settings']['gallery'],
  language: Language,
): string {
  if (seenAt === null) return words.sharedNobody;
  if (!recognised) return words.sharedOtherHead;
  return words.sharedSeen(timeOf(seenAt, language));
}

const timeOf = (at: string, language: Language) =>
  new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });

function searchOf({ index, answers, vectors }: GalleryState, words: Messages['settings']['gallery']): string {
  if (index === null) return vectors < offersIndexFrom ? words.exact(vectors) : words.offered(vectors);
  if (index.phase === 'building') return words.building(Math.floor((100 * index.indexed) / vectors));
  if (index.phase === 'measuring') return words.measuring;
  if (index.phase === 'too-rough') return words.tooRough;
  if (answers === 'exactly' || index.recall === null) return words.tooFew(vectors);
  return words.ready((100 * index.recall.at10).toFixed(2), index.recall.probes);
}
