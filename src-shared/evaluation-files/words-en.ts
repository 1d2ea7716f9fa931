/** The words of a kept evaluation's figures in English, in the window and in reports. */
import { counted } from '../counted.ts';

/** A count that may be in the millions, with its noun. */
export const many = (count: number, one: string, other: string) =>
  counted(count, one, other).replace(String(count), count.toLocaleString('en'));

export const reportEn = {
  protocols: {
    'open-set': 'Search among strangers',
    holdout: 'Search for enrolled people',
    pairs: 'Pairs of faces',
    folders: 'Search in folders of photos',
    list: 'Pairs from a list',
    templates: 'Pairs of templates',
  },
  detail: (people: number, draws: number | null) =>
    draws === null
      ? counted(people, 'person', 'people')
      : `${counted(people, 'person', 'people')} · ${counted(draws, 'draw', 'draws')}`,
  unseenOnly: 'Only people whom no head was trained on.',
  trainedUnknown: (head: string) => `Whether ${head} was trained on these photos is not known.`,
  lost: (photos: number) =>
    `On ${counted(photos, 'photo', 'photos')} no face was found: ${photos === 1 ? 'it counts' : 'they count'} as not recognised, and ${photos === 1 ? 'its' : 'their'} pairs as rejected`,
  lostOfTemplates: (photos: number) =>
    `On ${counted(photos, 'photo', 'photos')} no face was found: ${photos === 1 ? 'its template does' : 'their templates do'} without ${photos === 1 ? 'it' : 'them'}`,
  countedTemplates: (photos: number, media: number, templates: number, unpaired: number) =>
    `The lists have ${many(photos, 'photo', 'photos')} of ${many(media, 'medium', 'media')} in ${many(templates, 'template', 'templates')}${unpaired === 0 ? '' : `, ${unpaired} of them in no pair`}. Templates that pairs of one person join count as one person’s.`,
  lostTemplates: (templates: number, same: number, different: number) =>
    `${counted(templates, 'template has', 'templates have')} no face at all: ${many(same, 'pair', 'pairs')} of one person and ${different.toLocaleString('en')} of two count as rejected.`,
  summaryOfDraws: (unknown: number | null, each: number, draws: number) =>
    `${unknown === null ? '' : `${unknown} % strangers · `}${counted(each, 'photo', 'photos')} each · ${counted(draws, 'draw', 'draws')}`,
  dir: 'Detection and identification rate',
  overPeople: '95 % over people',
  difference: (head: string) => `Difference from ${head}`,
  tooFew: 'too few to say',
  first: 'Comes first',
  amongFive: 'Among the first five',
  ranks: 'Right person among the first (CMC)',
  rank: 'rank',
  firstTitle: 'How often the right person comes first',
  countedSearch: (probes: number, people: number, photos: number, strangers: number) =>
    `Counted on ${counted(probes, 'search', 'searches')} for ${counted(people, 'person', 'people')} and ${photos} for ${counted(strangers, 'stranger', 'strangers')}, over all draws.`,
  countedHoldout: (probes: number, people: number) =>
    `Counted on ${counted(probes, 'search', 'searches')} for ${counted(people, 'person', 'people')}, over all draws. Everybody is enrolled: there are no strangers, and no threshold.`,
  countedPairs: (same: number, different: number, people: number) =>
    `Counted on ${many(same, 'pair', 'pairs')} of one person and ${different.toLocaleString('en')} of two, of ${counted(people, 'person', 'people')}.`,
  accuracy: 'Accuracy',
  accuracyHelp: (folds: number) =>
    `Accuracy is the mean ± the standard deviation over ${folds} folds; each fold is judged by the threshold that is best on the others.`,
  trainedOn: (head: string, people: number, of: number, faces: number) =>
    people === 0
      ? `${head} has never seen these people.`
      : `${head} was trained on ${people} of these ${of} people. ${counted(faces, 'face', 'faces')} that it knows ${faces === 1 ? 'is' : 'are'} enrolled at most, never searched for; for people whom it has not seen the figures may be worse.`,
  tar: 'True accept rate',
  ofPairs: (pairs: number, people: number | null) =>
    `of ${many(pairs, 'pair', 'pairs')}${people === null ? '' : `, ${counted(people, 'person', 'people')}`}`,
  ofPhotos: (photos: number) => `of ${many(photos, 'photo', 'photos')}`,
  reportTitle: (name: string) => `Evaluation ${name}`,
  reportNote: 'This report shows no face and names nobody.',
  groupings: (by: string) =>
    ({ quality: 'quality', pose: 'turn to a side', age: 'age at the photo' })[by] ?? by,
  group: 'Group',
  groupPeople: 'People',
  groupFaces: 'Faces',
  notFound: 'No face found',
  groupsTitle: (by: string, head: string) => `By ${by}, ${head}`,
  groupsHelp: (rate: string) =>
    `Pairs whose faces both are in the group, at the threshold of FAR ${rate} on all pairs. Fewer than ten people are too few to say. The interval of a gap allows for having chosen its groups.`,
  noGap: (what: string) => `${what}: too few groups can be told to compare them.`,
  gap: (what: string, most: string, least: string, value: string, interval: string, isSure: boolean) =>
    `${what}: ${most} lies ${value} points${interval} from ${least}${isSure ? '.' : '; this may be chance.'}`,
  /** How long it took. */
  took: (seconds: number) => `${seconds} s`,
};

export type ReportWords = typeof reportEn;
