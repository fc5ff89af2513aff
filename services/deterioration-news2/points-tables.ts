// The points table of NEWS2 (Royal College of Physicians, 2017), checked cell by cell against GDL2 NEWS2.v1 and paulish/medcalc.

/** One band of a printed table: from the end of the band before it up to and including `upTo`. */
export interface PointsBand {
  readonly upTo: number;
  readonly points: number;
}

/** Limits as printed: each value is the last of its band (`<=8`, `9-11`, …); what lies above the last limit gives `above`. */
const bands = (printed: readonly (readonly [upTo: number, points: number])[], above: number): readonly PointsBand[] => [
  ...printed.map(([upTo, points]) => ({ upTo, points })),
  { upTo: Infinity, points: above },
];

const hypoxiaOnScale2 = [
  [83, 3],
  [85, 2],
  [87, 1],
] as const;

/** Breaths per minute. */
export const respRateBands = bands(
  [
    [8, 3],
    [11, 1],
    [20, 0],
    [24, 2],
  ],
  3,
);
/** SpO2 scale 1, %. */
export const spo2Scale1Bands = bands(
  [
    [91, 3],
    [93, 2],
    [95, 1],
  ],
  0,
);
/** SpO2 scale 2 on air, %: above the target of 88–92 nothing is scored. */
export const spo2Scale2AirBands = bands(hypoxiaOnScale2, 0);
/** SpO2 scale 2 on oxygen, %: more oxygen than the target range needs is scored. */
export const spo2Scale2OxygenBands = bands([...hypoxiaOnScale2, [92, 0], [94, 1], [96, 2]], 3);
/** Points for supplemental oxygen. */
export const oxygenPoints = 2;
/** Systolic pressure, mmHg. */
export const sbpBands = bands(
  [
    [90, 3],
    [100, 2],
    [110, 1],
    [219, 0],
  ],
  3,
);
/** Beats per minute. */
export const heartRateBands = bands(
  [
    [40, 3],
    [50, 1],
    [90, 0],
    [110, 1],
    [130, 2],
  ],
  3,
);
/** Temperature in tenths of a degree Celsius: as integers the printed limits are exact in binary. */
export const temperatureTenthsBands = bands(
  [
    [350, 3],
    [360, 1],
    [380, 0],
    [390, 1],
  ],
  2,
);
/** ACVPU, in the order of the signature. */
export const consciousnessLetters = ['A', 'C', 'V', 'P', 'U'] as const;
/** Anything but alert scores 3. */
export const consciousnessPoints = { A: 0, C: 3, V: 3, P: 3, U: 3 } as const;

/** Categories of clinical risk, lowest first. */
export const riskCategories = ['low', 'low-medium', 'medium', 'high'] as const;
/** Aggregate scores from which the risk is high, and medium; a single parameter with 3 points makes low low-medium. */
export const riskLimits = { high: 7, medium: 5, single: 3 } as const;
