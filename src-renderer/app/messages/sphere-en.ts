/** The words of the screen Sphere in English. */
import { counted } from '../../../src-shared/counted.ts';

export const sphereEn = {
  measuring: 'Measuring the spread',
  intro:
    'Each point is the class centre of one person. The further apart the centres are, the easier it is to tell people apart.',
  mode: 'Shown',
  modes: { head: 'A head', run: 'A run, over time' },
  run: 'Run',
  beside: 'Compare with',
  noOther: 'none',
  noRuns: 'There are no runs yet: train a head first.',
  noFrames: 'No frames of this run were recorded.',
  working: 'Computing the frames…',
  timeline: 'Timeline',
  play: 'Play',
  pause: 'Pause',
  place: (epoch: number, step: number, steps: number) => `Epoch ${epoch}, step ${step} of ${steps}`,
  frames: (total: number, every: number) =>
    every === 1
      ? `${counted(total, 'frame', 'frames')}, one each step`
      : `${counted(total, 'frame', 'frames')}, one every ${every} steps`,
  framesOf: (done: number, total: number) => `${done} of ${total} frames computed`,
  besideAt: (run: string, epoch: number, step: number) =>
    `${run}, at the same share of its run: epoch ${epoch}, step ${step}.`,
  fitted: 'It is rotated to fit the first, person by person.',
  overTime: 'Smallest angle over time',
  step: (step: number) => `Step ${step}`,
  video: 'Video',
  recording: (percent: number) => `Recording… ${percent} %`,
  source: 'Class centres',
  learned: 'learned with the head',
  means: 'mean directions',
  picture:
    'Class centres on the sphere. Arrow keys turn it, plus and minus zoom, Home resets the view, Escape clears the selection. The tables beside it contain the same numbers.',
  pictureOf: (head: string) => `The sphere of ${head}`,
  noPoints: 'Add photos of at least two people first.',
  flat: 'This window has no WebGL: a flat drawing is shown.',
  exact: 'Shown without distortion.',
  projected: (stress: string, error: string, a: string, b: string, shown: string, real: string) =>
    `Projected from more dimensions: stress ${stress}, mean error of angles ${error}°. Largest error: ${a} and ${b}, shown at ${shown}°, actually ${real}°.`,
  numbers: 'The spread in numbers',
  count: 'Class centres',
  dim: 'Dimensions',
  smallest: 'Smallest angle',
  smallestHelp: 'Between the two centres that are closest to each other.',
  meanNearest: 'Mean angle to the nearest',
  meanNearestHelp: 'Over all centres, the angle to the nearest other one.',
  best: 'At best',
  bestHelp: 'The largest smallest angle that so many points can have in so many dimensions.',
  ratio: 'Ratio',
  ratioHelp: 'Smallest angle over the best one: 1 is a perfect spread.',
  more: 'More numbers',
  quantiles: 'Angles to the nearest',
  quantilesHelp: 'Within these angles 5 %, 50 % and 95 % of the centres have their nearest neighbour.',
  kissing: 'Pairs that touch',
  kissingHelp: (degrees: string) =>
    `Pairs within ${degrees}° of the smallest angle: the best arrangements have many.`,
  riesz: 'Energies: log, 1/r, 1/r²',
  rieszHelp: 'Riesz energies, sums over all pairs at distance r: the lower, the wider the spread.',
  mhe: 'MHE',
  mheHelp: 'Mean of 1/r² over all pairs: the regulariser MHE at weight 1.',
  uniform: 'Uniform Loss',
  uniformHelp: 'Mean of 1/(r + 1) over all pairs: the regulariser Uniform Loss at weight 1.',
  within: 'Within and between classes',
  withinMean: (mean: string, samples: number, widest: string, p95: string) =>
    `On average a photo lies ${mean}° from its own centre (${counted(samples, 'photo', 'photos')}). The widest class is ${widest}: 95 % within ${p95}°.`,
  separable: 'The caps that contain 95 % of each class do not overlap: the classes are separable.',
  inseparable: (pairs: number) =>
    `The caps that contain 95 % of each class overlap in ${counted(pairs, 'pair', 'pairs')}: those classes are not separable.`,
  pair: 'Pair',
  overlap: 'Overlap',
  statuses: { proven: 'proven', 'best-known': 'best known', bound: 'a bound, perhaps out of reach' },
  none: 'not known',
  caps: 'Caps',
  capKinds: {
    none: 'none',
    half: 'half way to the nearest',
    own: '95 % of the person’s photos',
  },
  samples: 'Photos',
  ghost: 'Best arrangement',
  ghostSearching: 'Searching for the best arrangement',
  ghostHelp:
    'Rings mark the best arrangement, rotated to fit the centres. In two and three dimensions, with at most 130 people.',
  legend: 'Angle to the nearest',
  nearestIs: (name: string, angle: string) => `nearest: ${name}, ${angle}°`,
  search: 'Find a person',
  notFound: (text: string) => `Nobody is called “${text}”.`,
  kept: (kept: number, count: number) =>
    `Lines join people who are truly nearest; for ${kept} of ${count} the nearest is nearest in the picture, too. Where it is not, the line is pale.`,
  portraits: 'Portraits',
  shownAs: 'Drawn as',
  asSphere: 'Sphere',
  asMap: 'Map',
  asAngles: 'Angles',
  mapDrawing: 'Drawing the map',
  mapPicture:
    'Map of the class centres, with those who are close to each other side by side. Arrow keys move it, plus and minus zoom, Home resets the view, Escape clears the selection. The tables beside it contain the angles.',
  mapHelp:
    'Only who lies beside whom is meant to be true: distances between groups, directions and empty space say little.',
  keptOnSphere: (kept: number) => `On the sphere: ${kept}.`,
  nearestKept: (kept: number, count: number) => `Nearest kept for ${kept} of ${count}`,
  sampledOnMap: (most: number) =>
    `Of more than ${most} people the map places ${most}, evenly chosen; each of the others is beside the one of them who is nearest.`,
  anglesExact: 'Angles are exact',
  anglesOff: (degrees: string) => `Angles are off by ${degrees}° on average`,
  seeAngles: 'See the true angles',
  anglesPicture:
    'Heatmap of the true angles of all pairs of people, ordered by clusters. The tables beside it contain the smallest.',
  anglesHelp:
    'True angles, in all dimensions; people who are close to each other stand side by side. Point at a cell for its two people; a click selects them.',
  tooManyAngles: (most: number) => `The heatmap has room for ${most} people.`,
  lasso: 'Lasso',
  lassoHelp:
    'Drag around points to select them; with Shift they are added to the selection, with Alt taken out of it. Without this button, Shift and drag, or Alt and drag, do the same.',
  manySelected: (count: number, names: readonly string[]) =>
    `${count} people are selected: ${names.join(', ')}, …`,
  selectedOf: (people: number, faces: number) =>
    `${counted(people, 'person', 'people')} with ${counted(faces, 'face', 'faces')} selected`,
  takeAll: (people: number) => `Select all ${people}`,
  fit: (fitting: number, people: number) =>
    `${fitting} of ${counted(people, 'person', 'people')} fit the filters; the others are pale.`,
  showPeople: (count: number): string => (count > 1 ? 'Show these people' : 'Show this person'),
  showFaces: 'Open as faces',
  addNeighbours: 'Add neighbours',
  closestPair: 'Closest pair',
  fly: 'Turn to it',
  whole: 'Show the whole',
  isolate: 'Show neighbours only',
  clear: 'Clear the selection',
  howToSelect: 'Click a point to select it; with Ctrl or Shift another one, to measure between them.',
  oneSelected: (name: string) =>
    `${name} is selected. Select another with Ctrl or Shift to measure between them.`,
  measured: (a: string, b: string, angle: string) => `${a} – ${b}: ${angle}°`,
  export: 'Save the picture',
  histogramOf: 'Counted',
  histogram: {
    nearest: {
      name: 'nearest',
      title: 'Angles to the nearest',
      figure: 'How many class centres have their nearest at which angle',
      count: 'Class centres',
      marks: { optimum: 'Optimum', bound: 'Upper bound' },
    },
    pairs: {
      name: 'all pairs',
      title: 'Angles of all pairs',
      figure: 'How many pairs of class centres are at which angle',
      count: 'Pairs',
      marks: { optimum: 'Smallest at the optimum', bound: 'Upper bound of the smallest' },
    },
  },
  table: 'Nearest neighbours',
  person: 'Person',
  nearest: 'Nearest',
  angle: 'Angle',
};
