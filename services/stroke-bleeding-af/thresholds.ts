import type { MetThreshold } from '@cardwright/cds-service';

/** The scores of one patient, as the rows of the guidelines compare them. */
export interface Scores {
  readonly cha2ds2Vasc: number;
  readonly cha2ds2Va: number;
  /** A lower bound, so a row that it meets is met. */
  readonly hasBled: number;
  readonly isFemale: boolean;
}

interface Row extends MetThreshold {
  readonly isMet: (scores: Scores) => boolean;
}

const accAha = '2023 ACC/AHA/ACCP/HRS atrial fibrillation guideline';
const esc = '2024 ESC atrial fibrillation guidelines, Recommendation Table 6';

/** The row by which anticoagulation is recommended, and the row of a high bleeding score. */
export const anticoagulationRow = 'acc-aha-recommended';
export const highBleedingRow = 'has-bled-3';

/** Points of women count one more: their sex gives a point. */
const atLeast = ({ cha2ds2Vasc, isFemale }: Scores, ofMen: number) => cha2ds2Vasc >= (isFemale ? ofMen + 1 : ofMen);
const equals = ({ cha2ds2Vasc, isFemale }: Scores, ofMen: number) => cha2ds2Vasc === (isFemale ? ofMen + 1 : ofMen);

/**
 * What guidelines tie to the scores. The references hold these rows as unverified: wording and classes here are those of the
 * second sources (README).
 */
export const rows: readonly Row[] = [
  {
    id: anticoagulationRow,
    when: 'CHA2DS2-VASc 2 or more in men, 3 or more in women',
    recommendation:
      'anticoagulation is recommended to prevent stroke and systemic thromboembolism (class 1); in those eligible, direct oral anticoagulants over warfarin (class 1)',
    source: accAha,
    isMet: (scores) => atLeast(scores, 2),
  },
  {
    id: 'acc-aha-reasonable',
    when: 'CHA2DS2-VASc 1 in men, 2 in women',
    recommendation: 'anticoagulation is reasonable to prevent stroke and systemic thromboembolism (class 2a)',
    source: accAha,
    isMet: (scores) => equals(scores, 1),
  },
  {
    id: 'esc-recommended',
    when: 'CHA2DS2-VA 2 or more',
    recommendation:
      'recommended as an indicator of elevated thromboembolic risk for decisions on starting oral anticoagulation (class I)',
    source: esc,
    isMet: ({ cha2ds2Va }) => cha2ds2Va >= 2,
  },
  {
    id: 'esc-considered',
    when: 'CHA2DS2-VA 1',
    recommendation:
      'should be considered an indicator of elevated thromboembolic risk for decisions on starting oral anticoagulation (class IIa)',
    source: esc,
    isMet: ({ cha2ds2Va }) => cha2ds2Va === 1,
  },
  {
    id: highBleedingRow,
    when: 'HAS-BLED 3 or more',
    recommendation:
      'high risk of bleeding: caution and regular review; address modifiable factors. A bleeding score alone does not decide whether to anticoagulate',
    source: `Queensland Health, HAS-BLED; ${accAha} (bleeding risk scores not in isolation, class 3: no benefit)`,
    isMet: ({ hasBled }) => hasBled >= 3,
  },
];
