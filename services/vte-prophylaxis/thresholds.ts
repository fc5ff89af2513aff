import type { MetThreshold } from '@cardwright/cds-service';

/** A row of the source: the scores from … to … (inclusive). */
interface Row extends MetThreshold {
  readonly from: number;
  readonly upTo: number;
  /** Anticoagulant, mechanical, or either as prophylaxis. */
  readonly means: Means;
}

/** What the row names as prophylaxis. */
export type Means = 'none' | 'mechanical' | 'either' | 'anticoagulant' | 'both';

const kahn = 'Kahn, Chest 2012;141(2 Suppl):e195S';
const gould = 'Gould, Chest 2012;141(2 Suppl):e227S';
const caprini = `Caprini 2005 as in GDL2 (common-clinical-models), and ${gould}`;

/** Padua, rows of the reference; wording and grade of the second source (README). */
export const paduaRows: readonly Row[] = [
  {
    id: 'padua-high',
    from: 4,
    upTo: Infinity,
    means: 'anticoagulant',
    when: 'Padua 4 or more: high risk',
    recommendation:
      'pharmacological prophylaxis unless contraindicated: low-molecular-weight heparin, low-dose unfractionated heparin or fondaparinux (1B); where there is bleeding or a high risk of it, compression instead (2C)',
    source: `Barbar 2010; ${kahn}`,
  },
];

const withHeparin = 'compression plus low-dose unfractionated or low-molecular-weight heparin';
const bleeding = 'where the bleeding risk is high, compression alone';

/** Caprini, rows of the reference with its categories. */
export const capriniRows: readonly Row[] = [
  {
    id: 'caprini-0',
    from: 0,
    upTo: 0,
    means: 'none',
    when: 'Caprini 0: lowest risk',
    recommendation: 'early ambulation; compression at discretion',
    source: caprini,
  },
  {
    id: 'caprini-1-2',
    from: 1,
    upTo: 2,
    means: 'mechanical',
    when: 'Caprini 1 to 2: low risk',
    recommendation: 'pneumatic compression, with or without stockings',
    source: caprini,
  },
  {
    id: 'caprini-3-4',
    from: 3,
    upTo: 4,
    means: 'either',
    when: 'Caprini 3 to 4: moderate risk (0.7%)',
    recommendation:
      'pneumatic compression, with or without stockings; heparin as an alternative unless the bleeding risk is high (2B)',
    source: caprini,
  },
  {
    id: 'caprini-5-6',
    from: 5,
    upTo: 6,
    means: 'both',
    when: 'Caprini 5 to 6: high risk (1.8%)',
    recommendation: `${withHeparin}, 7 to 10 days; ${bleeding}`,
    source: caprini,
  },
  {
    id: 'caprini-7-8',
    from: 7,
    upTo: 8,
    means: 'both',
    when: 'Caprini 7 to 8: high risk (4.0%)',
    recommendation: `${withHeparin}, 7 to 10 days; ${bleeding}`,
    source: caprini,
  },
  {
    id: 'caprini-9',
    from: 9,
    upTo: Infinity,
    means: 'both',
    when: 'Caprini 9 or more: highest risk (10.7%)',
    recommendation: `${withHeparin}, 30 days; ${bleeding}`,
    source: caprini,
  },
];

/** From this sum on every row of Caprini names compression and a heparin together. */
export const capriniHighRisk = 5;

/**
 * What holds of Caprini where the sum is a lower bound: a row that has an upper end is not met, because the operation and mobility
 * are still to be added. From 5 on all rows recommend the same, and differ in the length.
 */
const capriniHeld: readonly Row[] = [
  {
    id: 'caprini-5',
    from: capriniHighRisk,
    upTo: 8,
    means: 'both',
    when: 'Caprini 5 or more: high risk',
    recommendation: `${withHeparin}, 7 to 10 days, from 9 on 30 days; ${bleeding}`,
    source: caprini,
  },
  ...capriniRows.filter(({ upTo }) => upTo === Infinity),
];

/** The row of Caprini that holds whatever the operation and mobility add; none below 5. */
export const heldCapriniRow = (score: number): Row | undefined => rowOf(capriniHeld, score);

/** The row that a score meets. */
export const rowOf = (rows: readonly Row[], score: number): Row | undefined =>
  rows.find(({ from, upTo }) => score >= from && score <= upTo);
