import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deal } from '../../src-shared/recognition/deal.ts';
import { cosine } from '../../src-shared/recognition/gallery.ts';
import {
  type FoundSearch,
  type IdentifiedFace,
  openSetCurve,
  type Search,
  searchAll,
  shareWithin,
} from '../../src-shared/recognition/identify.ts';
import { equalErrorPoint, pointAtFalseAccept } from '../../src-shared/recognition/roc.ts';

const letters = fc.constantFrom('Ada', 'Bob', 'Cyd', 'Dan', 'Eve', 'Fay');

describe('dealing photos out', () => {
  const photos = fc.array(
    fc.record({ person: letters, shot: fc.integer({ min: 0, max: 8 }), mayProbe: fc.boolean() }),
    { maxLength: 60 },
  );
  const rule = fc.record({
    each: fc.integer({ min: 1, max: 4 }),
    unknown: fc.constantFrom(0, 0.2, 0.5, 0.9),
    seed: fc.integer({ min: 1, max: 1000 }),
  });

  test('enrolled, probes and strangers have nothing in common, and no probe is of an enrolled shot', () => {
    fc.assert(
      fc.property(photos, rule, (all, options) => {
        const { enrolled, probes, strangers } = deal(all, options);
        expect(new Set([...enrolled, ...probes, ...strangers]).size).toBe(
          enrolled.length + probes.length + strangers.length,
        );
        const people = new Set(enrolled.map((i) => all[i]!.person));
        for (const person of people) {
          const ofPerson = (list: number[]) => list.filter((i) => all[i]!.person === person);
          const total = all.filter((photo) => photo.person === person).length;
          expect(ofPerson(enrolled)).toHaveLength(Math.min(options.each, total));
          const shots = new Set(ofPerson(enrolled).map((i) => all[i]!.shot));
          expect(ofPerson(probes).some((i) => shots.has(all[i]!.shot))).toBe(false);
        }
        expect(probes.every((i) => people.has(all[i]!.person) && all[i]!.mayProbe)).toBe(true);
        expect(strangers.some((i) => people.has(all[i]!.person))).toBe(false);
        expect(strangers.every((i) => all[i]!.mayProbe)).toBe(true);
        expect(deal(all, options)).toEqual({ enrolled, probes, strangers });
      }),
    );
  });

  test('as many people stay strangers as were asked for, never all, and each photo is dealt', () => {
    const all = Array.from({ length: 40 }, (_, i) => ({ person: `p${i % 10}`, shot: i, mayProbe: true }));
    for (const [unknown, wanted] of [
      [0, 0],
      [0.01, 1],
      [0.3, 3],
      [0.999, 9],
    ] as const) {
      const { enrolled, probes, strangers } = deal(all, { each: 2, unknown, seed: 3 });
      expect(new Set(strangers.map((i) => all[i]!.person)).size).toBe(wanted);
      expect([...enrolled, ...probes, ...strangers].sort((a, b) => a - b)).toEqual([...all.keys()]);
    }
  });

  test('what must not be a probe is enrolled first', () => {
    const all = Array.from({ length: 12 }, (_, i) => ({ person: `p${i % 2}`, shot: i, mayProbe: i >= 4 }));
    const { enrolled, probes } = deal(all, { each: 2, unknown: 0, seed: 5 });
    expect(enrolled.sort()).toEqual([0, 1, 2, 3]);
    expect(probes).toHaveLength(8);
  });

  test('another seed gives other draws', () => {
    const all = Array.from({ length: 40 }, (_, i) => ({ person: `p${i % 4}`, shot: i, mayProbe: true }));
    const draws = [1, 2, 3, 4].map((seed) => deal(all, { each: 3, unknown: 0, seed }).enrolled.join());
    expect(new Set(draws).size).toBe(4);
  });
});

const unit = (angle: number) => Float32Array.of(Math.cos(angle), Math.sin(angle));
const face = fc
  .record({ person: letters, angle: fc.option(fc.double({ min: 0, max: 6.28, noNaN: true })) })
  .map(({ person, angle }): IdentifiedFace => ({ person, embedding: angle === null ? null : unit(angle) }));

describe('searching', () => {
  test('ranks the probe’s own person by the cosine with the mean direction; a tie counts against that person, as does a missing face', () => {
    const ada = { person: 'Ada', embedding: unit(0) };
    const gallery = [ada, { person: 'Ada', embedding: unit(0.4) }, { person: 'Bob', embedding: unit(1.2) }];
    const [near, far, tied, stranger, faceless] = searchAll(gallery, [
      { person: 'Ada', embedding: unit(0.3) },
      { person: 'Ada', embedding: unit(1) },
      { person: 'Bob', embedding: unit(0.7) },
      { person: 'Eve', embedding: unit(0.2) },
      { person: 'Ada', embedding: null },
    ]);
    expect(near).toEqual({ rank: 1, best: expect.closeTo(Math.cos(0.1), 5), found: 'Ada' });
    expect(far).toEqual({ rank: 2, best: expect.closeTo(Math.cos(0.2), 5), found: 'Bob' });
    expect(tied!.rank).toBeLessThanOrEqual(2);
    expect(stranger).toEqual({
      rank: Number.POSITIVE_INFINITY,
      best: expect.closeTo(1, 5),
      found: 'Ada',
    });
    expect(faceless).toEqual({ rank: Number.POSITIVE_INFINITY, best: null, found: null });
    const twins = searchAll([ada, { person: 'Bob', embedding: unit(0) }], [ada]);
    expect(twins[0]).toMatchObject({ rank: 2, found: 'Bob' });
  });

  test('with one face a person the rank is the count of people who are as near or nearer', () => {
    fc.assert(
      fc.property(fc.uniqueArray(face, { selector: ({ person }) => person }), face, (gallery, probe) => {
        const [{ rank }] = searchAll(gallery, [probe]) as [FoundSearch];
        const target = gallery.find(({ person }) => person === probe.person)?.embedding;
        if (!target || probe.embedding === null) {
          expect(rank).toBe(Number.POSITIVE_INFINITY);
          return;
        }
        const score = cosine(probe.embedding, target);
        const closer = gallery.filter(
          ({ embedding }) => embedding && cosine(probe.embedding!, embedding) >= score - 1e-6,
        ).length;
        expect(rank).toBeLessThanOrEqual(closer);
        expect(rank).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test('a faceless photo counts in the share within a rank', () => {
    const searches = [1, 1, 3, 7, Number.POSITIVE_INFINITY].map((rank) => ({ rank, best: 0.5 }));
    expect(shareWithin(searches, 1)).toBe(0.4);
    expect(shareWithin(searches, 5)).toBe(0.6);
  });
});

describe('the open set', () => {
  const search = fc.record({
    rank: fc.constantFrom(1, 1, 2, Number.POSITIVE_INFINITY),
    best: fc.option(fc.integer({ min: -5, max: 5 }).map((score) => score / 5)),
  });
  const searches = fc.array(search, { minLength: 1, maxLength: 30 });

  test('at every threshold the rates are those of the definition', () => {
    fc.assert(
      fc.property(searches, searches, (known, strangers) => {
        const curve = openSetCurve(known, strangers);
        expect(curve[0]).toMatchObject({ trueAccept: 0, falseAccept: 0 });
        for (const { threshold, trueAccept, falseAccept } of curve) {
          const isOver = ({ best }: Search) => best !== null && best >= threshold;
          const hits = known.filter((one) => one.rank === 1 && isOver(one)).length;
          expect(trueAccept).toBeCloseTo(hits / known.length, 12);
          expect(falseAccept).toBeCloseTo(strangers.filter(isOver).length / strangers.length, 12);
        }
      }),
    );
  });

  // Ten probes, eight found first; ten strangers.
  const known = [0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.4].map((best) => ({ rank: 1, best }));
  known.push({ rank: 2, best: 0.95 }, { rank: 3, best: 0.3 });
  const none = Number.POSITIVE_INFINITY;
  const strangers = [0.68, 0.62, 0.5, 0.45, 0.35, 0.3, 0.2, 0.1, 0.05, 0].map((best) => ({
    rank: none,
    best,
  }));
  const curve = openSetCurve(known, strangers);

  test('a probe that comes second is not detected however high its score, and alarms are strangers at or over', () => {
    // At one alarm of ten, the threshold may be as low as 0.65: six of ten probes.
    expect(pointAtFalseAccept(curve, 0.1)).toMatchObject({
      threshold: 0.65,
      trueAccept: 0.6,
      falseAccept: 0.1,
    });
    // Without any alarm it lies over 0.68.
    expect(pointAtFalseAccept(curve, 0.01)).toMatchObject({
      threshold: 0.7,
      trueAccept: 0.5,
      falseAccept: 0,
    });
  });

  test('at the equal error rate alarms are as frequent as missed probes', () => {
    // At 0.5 three strangers raise alarms and three probes of ten are missed.
    const point = equalErrorPoint(curve)!;
    expect(point.rate).toBeCloseTo(0.3, 12);
    expect(point.threshold).toBeCloseTo(0.5, 12);
  });

  test('errors that never balance have no equal error rate, and without strangers there is no curve', () => {
    const faceless = [{ rank: none, best: null }];
    expect(equalErrorPoint(openSetCurve(faceless, faceless))).toBeNull();
    expect(openSetCurve(known, [])).toEqual([]);
  });
});
