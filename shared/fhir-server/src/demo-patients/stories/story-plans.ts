import type { StoryPlan } from '../story-plan.ts';
import { age28 } from './age-28.ts';
import { age50 } from './age-50.ts';
import { bmi42 } from './bmi-42.ts';
import { consciousnessNotCharted } from './consciousness-not-charted.ts';
import { creatinineOnly } from './creatinine-only.ts';
import { deterioratingInpatient } from './deteriorating-inpatient.ts';
import { diabeticFull } from './diabetic-full.ts';
import { hba1cOnFile } from './hba1c-on-file.ts';
import { knownCvd } from './known-cvd.ts';
import { missingLipids } from './missing-lipids.ts';
import { onAmiodarone } from './on-amiodarone.ts';
import { onWarfarin } from './on-warfarin.ts';
import { pregnant } from './pregnant.ts';
import { refusedUnit } from './refused-unit.ts';
import { retractedResult } from './retracted-result.ts';
import { siUnits } from './si-units.ts';
import { stableInpatient } from './stable-inpatient.ts';
import { stage1Hypertension } from './stage-1-hypertension.ts';
import { staleLabs } from './stale-labs.ts';
import { statinCandidate } from './statin-candidate.ts';
import { uacrOnFile } from './uacr-on-file.ts';
import { warfarinWithGenotype } from './warfarin-with-genotype.ts';
import { warfarinWithoutGenotype } from './warfarin-without-genotype.ts';

/** Every story, in the order in which the demo lists them. */
export const storyPlans: readonly StoryPlan[] = [
  statinCandidate,
  stage1Hypertension,
  hba1cOnFile,
  uacrOnFile,
  diabeticFull,
  missingLipids,
  creatinineOnly,
  siUnits,
  knownCvd,
  age28,
  age50,
  bmi42,
  deterioratingInpatient,
  consciousnessNotCharted,
  stableInpatient,
  warfarinWithGenotype,
  warfarinWithoutGenotype,
  onAmiodarone,
  onWarfarin,
  retractedResult,
  refusedUnit,
  staleLabs,
  pregnant,
];
