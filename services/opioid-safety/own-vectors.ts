import type { GoldenVector } from '@cardwright/cds-service';

/** MME of the doses that a reader can check by eye: written out, not computed from the table. */
const single: readonly (readonly [string, number, number])[] = [
  ['codeine', 100, 15],
  ['hydrocodone', 50, 50],
  ['hydromorphone', 10, 50],
  ['methadone', 10, 47],
  ['morphine', 50, 50],
  ['morphine', 49.9, 49.9],
  ['oxycodone', 40, 60],
  ['oxymorphone', 20, 60],
  ['tapentadol', 100, 40],
  ['tramadol', 250, 50],
];
const patches: readonly (readonly [number, number])[] = [
  [12, 28.8],
  [25, 60],
  [37.5, 90],
  [100, 240],
];
/** Methadone of 2016: the factor of each band, at every whole milligram up to 40 and on both sides of each limit above. */
const methadoneBands: readonly { readonly factor: number; readonly doses: readonly number[] }[] = [
  { factor: 4, doses: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20] },
  { factor: 8, doses: [21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40] },
  { factor: 10, doses: [41, 45, 50, 55, 60] },
  { factor: 12, doses: [61, 80, 100] },
];
const methadone2016 = methadoneBands.flatMap(({ factor, doses }) => doses.map((mg) => [mg, mg * factor] as const));
const own = { tolerance: 1e-9, source: 'own multiplication, by hand' } as const;
const expected = (mme: number) => ({ mme_per_day: mme, noFactor: 'false' });
const row = (opioid: string, mg: number) => ({ opioid, dose_mg: mg, doses_per_day: 1 });

/** One vector for every factor of 2022, and a mixture with an opioid that has none. */
export const ownVectors2022: readonly GoldenVector[] = [
  ...single.map(([opioid, mg, mme]) => ({
    ...own,
    id: `own-${opioid}-${mg}`,
    inputs: {},
    items: { items: [row(opioid, mg)] },
    expected: expected(mme),
  })),
  ...patches.map(([rate, mme]) => ({
    ...own,
    id: `own-fentanyl-patch-${rate}`,
    inputs: {},
    items: { items: [{ opioid: 'fentanyl_transdermal', dose_mcg_per_h: rate }] },
    expected: expected(mme),
  })),
  {
    ...own,
    id: 'own-patch-and-tablets',
    inputs: {},
    items: {
      items: [{ opioid: 'fentanyl_transdermal', dose_mcg_per_h: 25 }, row('oxycodone', 20), row('oxycodone', 10)],
    },
    expected: expected(105),
  },
  {
    ...own,
    id: 'own-one-without-factor',
    inputs: {},
    items: { items: [row('morphine', 30), row('meperidine', 50)] },
    expected: { noFactor: 'true' },
  },
];

/** The bands of 2016, and that two prescriptions of methadone share one band. */
export const ownVectors2016: readonly GoldenVector[] = [
  ...methadone2016.map(([mg, mme]) => ({
    ...own,
    id: `own-2016-methadone-${mg}`,
    inputs: {},
    items: { items: [row('methadone', mg)] },
    expected: expected(mme),
  })),
  {
    ...own,
    id: 'own-2016-methadone-twice-15',
    inputs: {},
    items: { items: [row('methadone', 15), row('methadone', 15)] },
    expected: expected(240),
  },
  {
    ...own,
    id: 'own-2016-tramadol',
    inputs: {},
    items: { items: [row('tramadol', 100)] },
    expected: { noFactor: 'true' },
  },
];
