import type { AbsenceReason, FeatureVector } from '@cardwright/cds-service';
import { numberOf, yesNo } from './value-of.ts';
import { testIntervalDays } from './windows.ts';

/** The tests that screen for diabetes, with the ranges of the ADA (Standards of Care, section 2). */
export const screeningTests = {
  hba1c: { days: 'hba1c_days', prediabetesFrom: 5.7, diabetesFrom: 6.5 },
  fasting_glucose: { days: 'fasting_glucose_days', prediabetesFrom: 100, diabetesFrom: 126 },
} as const;
export type ScreeningTest = keyof typeof screeningTests;
const names = ['hba1c', 'fasting_glucose'] as const satisfies readonly ScreeningTest[];

/** Reasons that leave no doubt that no usable test is on file. All others: there may have been one. */
const noTest: readonly AbsenceReason[] = ['none-recorded', 'stale', 'status-refused'];

/** The newest test, whether prediabetes is known, and whether the next test is due. */
export interface Testing {
  readonly last?: ScreeningTest;
  readonly isPrediabetes: boolean;
  readonly isDue: boolean;
}

/** When the patient was last tested, and whether that is too long ago. */
export function testingOf(vector: FeatureVector): Testing {
  const dated = names
    .flatMap((test) => {
      const days = numberOf(vector, screeningTests[test].days);
      return days === undefined ? [] : [{ test, days }];
    })
    .toSorted((a, b) => a.days - b.days);
  const [last] = dated;
  const isPrediabetes =
    yesNo(vector, 'prediabetes') === true || names.some((test) => isFrom(vector, test, 'prediabetesFrom'));
  const interval = isPrediabetes ? testIntervalDays.prediabetes : testIntervalDays.usual;
  return {
    ...(last && { last: last.test }),
    isPrediabetes,
    isDue: last === undefined || last.days > interval,
  };
}

/** The newest results that are in the range of diabetes. */
export const inRangeOfDiabetes = (vector: FeatureVector): readonly ScreeningTest[] =>
  names.filter((test) => isFrom(vector, test, 'diabetesFrom'));

/** Tests of which nobody can tell whether they were done: their query failed, or a result cannot be used. */
export const uncertainTests = ({ features }: FeatureVector): readonly ScreeningTest[] =>
  names.filter((test) => {
    const found = features[test];
    return found?.status !== 'present' && !(found !== undefined && noTest.includes(found.reason));
  });

function isFrom(vector: FeatureVector, test: ScreeningTest, limit: 'prediabetesFrom' | 'diabetesFrom'): boolean {
  const value = numberOf(vector, test);
  return value !== undefined && value >= screeningTests[test][limit];
}
