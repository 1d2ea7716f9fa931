/** The words of the screen Evaluate in English. */
import { counted } from '../../../src-shared/counted.ts';
import { many, reportEn } from '../../../src-shared/evaluation-files/words-en.ts';

const groupedBy = (by: string) =>
  ({ quality: 'Quality', pose: 'Turn to a side', age: 'Age at the photo' })[by] ?? by;

/** What comes true of a probability, and what does not. */
const cameOut: Record<'search' | 'pairs', readonly [string, string]> = {
  search: ['right person', 'somebody else, or a stranger'],
  pairs: ['one person', 'two people'],
};

export const evaluateEn = {
  ...reportEn,
  evaluate: 'Evaluate',
  protocol: 'Protocol',
  report: 'Report…',
  saveAs: (format: string) => `Save as ${format}`,
  compare: 'Compare with another…',
  compareWith: 'Compare with',
  compared: (name: string, other: string) => `${name} compared with ${other}`,
  endComparison: 'End the comparison',
  headOf: (name: string) => `Head of ${name}`,
  figure: 'Figure',
  comparedFigures: {
    DIR: 'DIR of searches',
    TAR: 'TAR of pairs',
    top1: 'comes first',
    top5: 'among the first five',
    searchEer: 'EER of searches',
    eer: 'EER of pairs',
    auc: 'AUC of pairs',
    accuracy: 'Accuracy ± sd over folds',
  },
  atRate: (rate: string) => `at FAR ${rate}`,
  otherSearches:
    'The two evaluations enrolled and searched for different photos: only their pairs can be compared.',
  rename: 'Rename',
  remove: 'Remove',
  name: 'Name',
  settings: 'What is evaluated',
  nextName: 'Name of the next evaluation',
  nameHelp: 'Without one it gets its protocol and number.',
  heads: 'Heads to compare',
  headsHelp: 'The first that is ticked is the one that the others are compared with.',
  ofBackbone: (backbone: string | null, faces: number) =>
    `backbone ${backbone ?? 'built-in'}, ${counted(faces, 'face', 'faces')} described`,
  unknown: 'Strangers, % of the people',
  unknownHelp: 'They are not enrolled, and should be found to be nobody.',
  each: 'Photos enrolled of each person',
  eachHelp: 'Their other photos are searched for.',
  draws: 'Draws',
  drawsHelp: 'So often people and photos are dealt out anew. Figures are the means.',
  unseen: 'Only people never seen',
  unseenHelp: (people: number, of: number) =>
    `${people} of ${counted(of, 'person', 'people')} ${people === 1 ? 'is' : 'are'} unknown to all of these heads.`,
  outsideHelp: {
    folders:
      'Evaluates the heads on photos outside of the library. Each folder has a sub-folder for each person. The photos are read, but not added to the library.',
    list: 'Evaluates the heads on a published list of pairs: pairs.txt of Labeled Faces in the Wild (or the same as CSV) with the folder of its photos, or a .bin file of insightface such as lfw.bin, which contains its photos.',
    templates:
      'Evaluates the heads on templates: sets of photos of one person, compared as one, as IARPA Janus Benchmarks B and C have them. Choose the two lists that insightface publishes (ijbc_face_tid_mid.txt and ijbc_template_pair_label.txt) and the folder of the photos.',
  },
  outside: {
    pairsList: 'List of pairs (.txt, .csv or .bin)',
    templates: 'List of templates: photo, template, medium',
    templatePairs: 'List of pairs of templates',
    templatePhotos: 'Folder of the templates’ photos',
    gallery: 'Gallery: people to enrol',
    probes: 'Probes: other photos of them',
    strangers: 'Strangers: not in the gallery',
    images: 'Folder of the list’s photos',
    columns: 'Table for groups, if any (.csv)',
  },
  nameOutside: {
    folders: 'Choose the three folders first: gallery, probes and strangers.',
    list: 'Choose the list of pairs first.',
    templates: 'Choose both lists and the folder of the photos first.',
  },
  summary: (heads: readonly string[], rest: string) => [heads.join(', '), rest].filter(Boolean).join(' · '),
  none: 'No evaluation yet',
  noneHelp:
    'Heads are compared on the people of your library: how many of their photos get the right name while strangers get none, and how well two faces are told apart. Photos that a head was trained on are not counted.',
  running: (percent: number) => `Evaluating, ${percent} %`,
  ranksAxis: 'Right person among the first (%)',
  search: 'Found and named, against strangers let in',
  searchAxis: 'Rightly named, DIR (%)',
  farStrangers: 'strangers taken for somebody (FAR)',
  /** @param needed how many each rate takes. */
  tooFewHelp: (least: number, needed: readonly (readonly [string, number])[], kind: 'strangers' | 'pairs') =>
    `${kind === 'strangers' ? `A draw has ${counted(least, 'photo', 'photos')} of strangers` : `There are ${counted(least, 'pair', 'pairs')} of two people`}; ${needed.map(([rate, count]) => `FAR ${rate} takes ${count.toLocaleString('en')}`).join(', ')}.`,
  standings: {
    better: (head: string, whom: string) => `${head}: better ${whom}`,
    worse: (head: string, whom: string) => `${head}: worse ${whom}`,
    asGood: (head: string, whom: string) => `${head}: as good ${whom}`,
    unknown: (head: string, whom: string) => `${head}: cannot be told ${whom}`,
  },
  ofWhom: {
    seen: 'for people it was trained on',
    unseen: 'for people never seen',
    outside: 'on these photos',
  },
  pairs: 'Pairs told apart',
  pairsAxis: 'Same-person pairs accepted, TAR (%)',
  missAxis: 'Same-person pairs rejected (%)',
  farPairs: 'pairs of two people accepted (FAR)',
  curve: 'Curve',
  noPairs: 'No two photos of one person could be compared.',
  details: 'Figures of',
  scores: 'Scores',
  scoresOf: {
    search: 'of the best person, for photos of enrolled people and of strangers',
    pairs: 'of two faces',
  },
  score: 'Cosine',
  share: 'Share (%)',
  kinds: {
    same: 'right person',
    different: 'strangers',
    pairSame: 'one person',
    pairDifferent: 'two people',
  },
  threshold: 'threshold',
  noThreshold: 'There are too few to set a threshold.',
  source: 'Of',
  sources: { search: 'Search', pairs: 'Pairs' },
  calibration: 'Probabilities that hold',
  calibrationDetail: (ece: string) => `expected calibration error ${ece}`,
  calibrationNone: 'Nothing is known of how this head’s probabilities hold: there are too few photos.',
  stated: 'Probability stated (%)',
  cameTrue: 'Came true (%)',
  ideal: 'if all held',
  confusions: 'Who is taken for whom',
  confusionsDetail: 'a cell opens the faces',
  noConfusions: 'Nobody was taken for anybody else.',
  row: 'is on the photo',
  column: 'came first',
  cell: (of: string, as: string, count: number, searches: number) =>
    `${of} taken for ${as}, ${count} of ${searches}`,
  own: (of: string, count: number, searches: number) => `${of} found, ${count} of ${searches}`,
  chooseCell: 'Choose a cell to see the faces.',
  look: 'Look at them',
  gone: 'no longer in the library',
  nobody: 'without a name',
  hardest: 'Hardest pairs',
  failures: 'Failures',
  list: 'List',
  hard: { same: 'one person, hard to tell', different: 'two people, much alike' },
  failed: {
    other: (name: string) => `${name} came first`,
    stranger: (name: string) => `a stranger, taken for ${name}`,
    missed: () => 'right, but below the threshold',
  },
  noFailures: 'Nobody was missed or mistaken.',
  openRow: 'A row opens what goes wrong there.',
  openRowOrPoint: 'A row, or a point of the curve, opens what goes wrong there.',
  openGroup: 'A row opens the faces of the group, and its pairs that go wrong.',
  failuresAt: (head: string, rate: string) => `${head} at FAR ${rate}`,
  failuresAtEer: (head: string) => `${head} at EER, where both errors are equal`,
  worstOrdered: (head: string) => `${head}: pairs furthest out of order`,
  worstOrderedHelp: (share: string) =>
    `If a pair of one person and a pair of two people are drawn, the pair of two people is more alike in ${share} of all cases (1 − AUC). Below: the least alike pairs of one person, and the most alike of two.`,
  leastAlike: 'One person, least alike',
  mostAlike: 'Two people, most alike',
  choosePoint: 'Point whose faces are shown',
  choosePointHelp: 'A point opens some of what it counts: click near it, or move the slider.',
  statedBin: (stated: string, right: string) => `Stated ${stated} %, came true ${right} %`,
  statedDetail: {
    search: (count: number) =>
      `Some of ${many(count, 'search', 'searches')}, weighted as if half of them were for strangers:`,
    pairs: (count: number) =>
      `Some of ${many(count, 'pair', 'pairs')}, weighted as if half of them were of one person:`,
  },
  cameOut,
  othersFirst: (head: string) => `${head}: somebody else came first`,
  failedPairs: (threshold: number, own: number, others: number) =>
    `Over the cosine ${threshold.toFixed(2)}, ${many(own, 'pair', 'pairs')} of one person ${own === 1 ? 'is' : 'are'} rejected, and ${others.toLocaleString('en')} of two accepted. Some of them, the worst first:`,
  failedSearches: (threshold: number, own: number, others: number) =>
    `Over the cosine ${threshold.toFixed(2)}, ${many(own, 'search', 'searches')} for enrolled people ${own === 1 ? 'does' : 'do'} not name them, and ${others.toLocaleString('en')} for strangers ${others === 1 ? 'names' : 'name'} somebody. Some of them, the worst first:`,
  rejectedPairs: 'One person, rejected',
  acceptedPairs: 'Two people, accepted',
  missedSearches: 'Not named rightly',
  acceptedStrangers: 'Strangers, named',
  noPairsKept: 'There is no such pair to show.',
  groupOpened: (group: string, head: string) => `${group}, ${head}`,
  groupSample: (group: string) => `Faces of ${group}`,
  lookAtGroup: 'Show all in the library',
  failedOfGroup: (own: number, same: number, others: number, different: number) =>
    `${own.toLocaleString('en')} of ${many(same, 'pair', 'pairs')} of one person ${own === 1 ? 'is' : 'are'} rejected, and ${others.toLocaleString('en')} of ${different.toLocaleString('en')} of two accepted.`,
  bar: (from: string, to: string) => `Cosine ${from} to ${to}`,
  chooseBar: 'Bar whose pairs are shown',
  chooseBarHelp: 'A bar opens some of the pairs in it: click it, or move the slider.',
  counts: (kinds: readonly [string, string], same: number, different: number) =>
    `${kinds[0]}: ${same.toLocaleString('en')}; ${kinds[1]}: ${different.toLocaleString('en')}`,
  samplesNotKept: 'This evaluation was made before charts kept their pairs. Evaluate again to see them.',
  openFace: (name: string) => `Show the face of ${name} in the library`,
  kept: 'Kept evaluations',
  keptColumns: ['Evaluation', 'Made', 'Protocol', 'People', 'Heads, at FAR 1 %'],
  shown: 'shown',
  file: 'evaluation',
  files: 'Save the figure',

  by: 'By group',
  byHelp:
    'Compares groups of faces at one threshold: by quality, by how far they are turned, by age, or by a column of a table.',
  noGroups: 'No groups',
  grouping: (by: string, groups: number) => `${groupedBy(by)} (${counted(groups, 'group', 'groups')})`,
  groupedBy,
  addColumns: 'Bring in a table…',
  columnsAdded: (columns: readonly string[], rows: number, unmatched: number) =>
    `${columns.join(', ') || 'birth_year'}: ${counted(rows, 'row', 'rows')}${unmatched > 0 ? `; ${unmatched} not in the library` : ''}`,
  groupsUnknown: (faces: number) =>
    `${counted(faces, 'face is', 'faces are')} of no group, as nothing says which.`,
  groupsNone:
    'Groups cannot be compared: either it is known of no face to which group it belongs, or there are too few pairs of two people to set a threshold.',
};
