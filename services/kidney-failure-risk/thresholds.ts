import type { MetThreshold } from '@cardwright/cds-service';

/** A row of a guideline: the 4-variable risk above which it speaks. */
interface Row extends MetThreshold {
  readonly output: 'risk_2yr' | 'risk_5yr';
  /** The unrounded risk lies above this. */
  readonly above: number;
  /** … and not above this. */
  readonly upTo?: number;
}

const kdigo = 'KDIGO 2024 CKD guideline, Kidney Int 2024;105(4S):S117-S314';

/** The row that recommends a referral. */
export const niceReferral = 'nice-referral';

/**
 * What the guidelines tie to the risk. The reference holds the KDIGO rows as unverified, with other numbers of the
 * practice points; wording and numbers here are those of the second source (README).
 */
export const rows: readonly Row[] = [
  {
    id: niceReferral,
    output: 'risk_5yr',
    above: 0.05,
    when: '5-year risk above 5%',
    recommendation: 'Refer for specialist assessment',
    source:
      'NICE NG203 (2021), risk of needing renal replacement therapy by the 4-variable equation; also in GPnotebook, referral criteria for CKD',
  },
  {
    id: 'kdigo-referral',
    output: 'risk_5yr',
    above: 0.03,
    upTo: 0.05,
    when: '5-year risk 3% to 5%',
    recommendation:
      'Can be used to determine the need for nephrology referral, beside eGFR, ACR and other clinical considerations',
    source: `${kdigo}, practice point 2.2.1`,
  },
  {
    id: 'kdigo-multidisciplinary',
    output: 'risk_2yr',
    above: 0.1,
    when: '2-year risk above 10%',
    recommendation:
      'Can be used to determine the timing of multidisciplinary care, beside eGFR-based criteria and other clinical considerations',
    source: `${kdigo}, practice point 2.2.2`,
  },
  {
    id: 'kdigo-preparation',
    output: 'risk_2yr',
    above: 0.4,
    when: '2-year risk above 40%',
    recommendation:
      'Can be used to determine modality education and the timing of preparation for kidney replacement therapy, beside eGFR-based criteria and other clinical considerations',
    source: `${kdigo}, practice point 2.2.3`,
  },
];

/** Whether a risk, unrounded, meets a row. */
export const meets = ({ above, upTo = Infinity }: Row, risk: number): boolean => risk > above && risk <= upTo;
