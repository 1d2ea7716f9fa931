/** The story's words in English. */
export const storyEn = {
  intro:
    'Seven figures to play with, computed here and now from data that ship with Tammes. Each tells why a loss was invented, and what is measured of it.',
  chapters: 'Figures',
  settings: 'Settings and numbers',
  tries: 'Things to try',
  source: 'Source',
  table: 'The figure as a table',
  percent: (percent: number) => `${percent} %`,
  claims: {
    title: 'Does it hold?',
    help: (seeds: number) =>
      seeds === 0
        ? 'What is said of it, checked on the numbers themselves. Nothing here is random.'
        : `What is said of it, measured over ${seeds} seeds, with a 95 % interval. The same numbers come from the command line: tammes story.`,
    measure: 'Measure it',
    measuring: 'Measuring',
    verdicts: { holds: 'Holds here', contradicted: 'Does not hold here', undecided: 'Undecided here' },
    interval: (lower: string, upper: string) => `(between ${lower} and ${upper})`,
    expected: {
      below: (bound: string) => `Expected: below ${bound}.`,
      above: (bound: string) => `Expected: above ${bound}.`,
    },
    values: (values: string) => `Seed by seed: ${values}.`,
    computedOn: (backend: string) => `Computed on ${backend}.`,
  },
  regions: {
    why: 'A sample belongs to the class whose centre is nearer in angle. A plain softmax is content as soon as it is nearer by a hair, so that faces of two people may lie side by side along the line between them, and a new photo falls on either side by chance.',
    idea: 'A margin makes the loss ask for more: a sample is content only where it is nearer by so much. In the plane of the two angles that leaves a band between the classes which belongs to nobody. The shape of the band is what SphereFace, CosFace and ArcFace differ in.',
    tries: [
      'Take NormFace: the two regions meet on the dashed line, and there is no band.',
      'Compare ArcFace with CosFace: the band of the one is equally wide everywhere, that of the other changes with the angle.',
      'Take SphereFace: near the own centre its band is thin, since it multiplies the angle.',
      'Take the combined margin and mix them: m1 turns the edge, m2 shifts it, m3 bends it.',
      'Move the scale: the edge stays. The scale says how hard a sample is pulled, not where it is content.',
    ],
    data: 'No data: the edge is found on the losses themselves, where the probability of the own class passes one half.',
    loss: 'Loss',
    first: 'Class 1 is content',
    second: 'Class 2 is content',
    picture: (loss: string) =>
      `Decision regions of ${loss} in the plane of the two angles. Arrow keys move the sample, with Shift by ten degrees; the table below has the edge.`,
    theta1: 'Angle θ1 to centre 1',
    theta2: 'Angle θ2 to centre 2',
    sample: 'A sample',
    places: {
      first: 'In the region of class 1: a sample of class 1 is content here.',
      nearFirst: 'Nearer to centre 1, but in the band: a sample of class 1 is still pulled.',
      nearSecond: 'Nearer to centre 2, but in the band: a sample of class 2 is still pulled.',
      second: 'In the region of class 2: a sample of class 2 is content here.',
    },
    end: 'Class 1 is content up to θ1',
    width: 'Margin as an angle',
    never: 'nowhere',
  },
  lengths: {
    why: 'A softmax on cosines has little to go by: a cosine is at most 1, and with many classes the loss of even a perfect sample would stay large. So the cosines are multiplied by a scale s. But s also decides up to which angle a sample is pulled to its centre at all.',
    idea: 'Each curve shows how hard a sample is pulled at which angle to its own centre, all other centres being at 90 degrees. Where it lies at zero, nothing more is learned. P2SGrad does away with the scale: its pull is the distance of the cosine from 1, whatever the number of classes.',
    tries: [
      'Lower s from 64 to 10: the curves reach further down, to angles at which s = 64 has long stopped pulling.',
      'Raise the number of classes: more of them pull the sample away, and the curves move to smaller angles. P2SGrad stays.',
      'Set s below 10 with a million classes: even at angle 0 the pull does not end, and the samples can never come to rest.',
      'Raise a margin: the drop moves towards smaller angles, as if the sample were further away than it is.',
    ],
    data: 'No data: closed forms of the losses, evaluated at each degree. All losses and their parameters are on the screen Losses.',
    marginOf: (loss: string) => `Margin m of ${loss}`,
    knees: 'Half the pull is gone below',
    kneesHelp:
      'The angle under which a curve is below half of its height at 90°; 0° where that never happens.',
    chart: 'Across: angle to the own centre. Up: length of the gradient by the own cosine.',
  },
  game: {
    why: 'Where should the centres of N people lie so that no two are easily confused? As far apart as they can: the smallest angle between any two should be as large as possible. The botanist Tammes asked this of the pores on pollen grains in 1930.',
    idea: 'It is easy to ask and hard to answer: the best is proven for up to 14 points and for 24, and only believed for all others. Drag the points apart and see how near you come. A loss that spreads class centres plays the same game.',
    tries: [
      'Take 4, 6 or 12 points: the best ones are corners of the tetrahedron, octahedron and icosahedron.',
      'Take 5 points: none does better than 6 points do, 90 degrees. One is simply left out.',
      'Let the points relax until nothing helps: they often stick short of the best. Shake one loose by hand and relax again.',
      'Watch the caps: they are as wide as half the way to the nearest point. Where all of them touch their neighbours, little can be won.',
    ],
    data: 'Best known angles: exact ones where they are proven, else from tables of the best arrangements found so far; docs/SPHERE.md has them.',
    count: 'Points N',
    undo: 'Undo',
    fresh: 'New points',
    relax: 'Relax a step',
    relaxAll: 'Relax until nothing helps',
    stop: 'Stop',
    caps: 'Caps',
    ghost: 'Show the best known',
    score: 'Score',
    closest: (a: string, b: string) => `Points ${a} and ${b} are closest.`,
    best: 'Best known angle',
    share: 'Share of the best known',
    reached: 'That is the best that is known.',
    hint: 'The closest pair decides: move one of the two.',
    howTo:
      'Drag a point, or the sphere to turn it. Keys: Page Down and Page Up choose a point, arrows move it (with Shift finely), Escape lets it go, Ctrl+Z undoes.',
    activePoint: (point: string, nearest: string, angle: string) =>
      `Point ${point}: the nearest is point ${nearest}, ${angle}° away.`,
    point: 'Point',
    picture:
      'Points on a sphere. Page Down and Page Up choose a point, arrow keys move it, with Shift finely; Escape lets it go, then arrow keys turn the sphere. Control and Z undo. The table below has the places.',
  },
};
