import type { GoldenVector } from '@cardwright/cds-service';
import { ownExpectation, type Observed } from './own-points.ts';
import { zero } from './zero-patient.ts';
import { consciousnessLetters } from './points-tables.ts';

const source = 'own computation: the printed RCP 2017 table, written a second time in own-points.ts';
const roundingSource =
  'own computation: half up, temperature to 0.1 degrees, other numbers to integers, then the printed table';
const missingSource = 'own computation: a parameter that is not recorded contributes 0 points';

/** Every parameter scores, so that dropping one shows. */
const ill: Observed = {
  resp_rate: 26,
  spo2: 90,
  scale2: false,
  on_oxygen: true,
  sbp: 98,
  heart_rate: 115,
  consciousness: 'V',
  temperature: 39.2,
};

/** Both sides of every printed limit. */
const edges = {
  resp_rate: [0, 8, 9, 11, 12, 20, 21, 24, 25, 80],
  sbp: [30, 90, 91, 100, 101, 110, 111, 219, 220, 300],
  heart_rate: [0, 40, 41, 50, 51, 90, 91, 110, 111, 130, 131, 300],
  temperature: [25, 35, 35.1, 36, 36.1, 38, 38.1, 39, 39.1, 45],
} as const;
const saturations = [50, 82, 83, 84, 85, 86, 87, 88, 91, 92, 93, 94, 95, 96, 97, 98, 100] as const;

/** As recorded, and as the printed table is read. Decimal halves of temperature are not exact in binary. */
const roundings = {
  resp_rate: [
    [8.4, 8],
    [8.5, 9],
    [20.5, 21],
    [24.49, 24],
    [24.5, 25],
  ],
  spo2: [
    [91.4, 91],
    [91.5, 92],
    [93.5, 94],
    [95.5, 96],
  ],
  sbp: [
    [90.49, 90],
    [90.5, 91],
    [110.5, 111],
    [219.5, 220],
  ],
  heart_rate: [
    [40.5, 41],
    [50.5, 51],
    [90.5, 91],
    [130.5, 131],
  ],
  temperature: [
    [35.04, 35],
    [35.05, 35.1],
    [36.04, 36],
    [36.05, 36.1],
    [38.049, 38],
    [38.05, 38.1],
    [39.04, 39],
    [39.05, 39.1],
  ],
} as const;

/** Score on both sides of the limits of the risk category, with and without a single parameter of 3. */
const aggregates: readonly Partial<Observed>[] = [
  { resp_rate: 21, sbp: 101, heart_rate: 91 },
  { resp_rate: 21, sbp: 101, heart_rate: 91, temperature: 38.1 },
  { resp_rate: 21, sbp: 100, heart_rate: 111 },
  { resp_rate: 21, sbp: 100, heart_rate: 111, temperature: 38.1 },
  { consciousness: 'C' },
  { consciousness: 'C', temperature: 38.1 },
  { consciousness: 'C', on_oxygen: true },
  { consciousness: 'C', on_oxygen: true, temperature: 38.1 },
  { consciousness: 'C', on_oxygen: true, temperature: 39.1 },
  ill,
  { ...ill, scale2: true },
];

/** Band edges of every parameter, both SpO2 scales with and without oxygen, rounding, and the limits of the categories. */
export function ownVectors(): readonly GoldenVector[] {
  const singles = Object.entries(edges).flatMap(([name, values]) =>
    values.map((value) => ({ ...zero, [name]: value })),
  );
  const onScale = [false, true].flatMap((scale2) =>
    [false, true].flatMap((oxygen) => saturations.map((spo2) => ({ ...zero, spo2, scale2, on_oxygen: oxygen }))),
  );
  const letters = consciousnessLetters.map((consciousness) => ({ ...zero, consciousness }));
  const whole: readonly Observed[] = [
    ...singles,
    ...onScale,
    ...letters,
    ...aggregates.map((some) => ({ ...zero, ...some })),
  ];
  const halves = Object.entries(roundings).flatMap(([name, pairs]) =>
    pairs.map(([recorded, read]) => ({ inputs: { ...zero, [name]: recorded }, read: { ...zero, [name]: read } })),
  );
  return [
    ...whole.map((chart, index) => vector(`news2-own-${index + 1}`, chart, chart, source)),
    ...halves.map(({ inputs, read }, index) => vector(`news2-own-rounded-${index + 1}`, inputs, read, roundingSource)),
  ];
}

/** Each parameter missing by itself, several, all; oxygen and the scale unknown at every saturation. */
export function lowerBoundVectors(): readonly GoldenVector[] {
  const names = Object.keys(ill);
  const without = (...absent: readonly string[]): Observed =>
    Object.assign({ ...ill }, ...absent.map((name) => ({ [name]: null })));
  const unknown = saturations.flatMap((spo2): readonly Observed[] => [
    { ...zero, spo2, scale2: true, on_oxygen: null },
    { ...zero, spo2, scale2: null, on_oxygen: true },
    { ...zero, spo2, scale2: null, on_oxygen: null },
  ]);
  const charts = [
    ...names.map((name) => without(name)),
    without('consciousness', 'on_oxygen'),
    without('consciousness', 'on_oxygen', 'temperature', 'scale2'),
    without(...names),
    ...unknown,
  ];
  return charts.map((chart, index) => vector(`news2-own-missing-${index + 1}`, chart, chart, missingSource));
}

const vector = (id: string, inputs: Observed, read: Observed, from: string): GoldenVector => ({
  id,
  inputs,
  expected: ownExpectation(read),
  tolerance: 0,
  source: from,
});
