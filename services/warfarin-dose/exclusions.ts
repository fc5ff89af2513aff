import type { EvaluationInput, Feature } from '@cardwright/cds-service';
import { otherCyp2c9 } from './features.ts';
import { findWarfarinDrafts } from './find-warfarin-drafts.ts';

const adultYears = 18;

/**
 * Why this patient or this order is outside what the formula is for; empty when inside. Only what is known excludes:
 * unknown facts are the business of the plan.
 */
export function exclusions({ vector, context }: EvaluationInput): readonly string[] {
  const is = (name: string): boolean => isTrue(vector.features[name]);
  const age = vector.features['age'];
  const cyp2c9 = vector.features['cyp2c9'];
  return [
    ...when(is('deceased'), 'The patient is recorded as deceased.'),
    ...when(
      age?.status === 'present' && typeof age.value === 'number' && age.value < adultYears,
      'The formula is for adults of 18 years and older.',
    ),
    ...when(is('pregnancy_condition') || is('pregnancy_status'), 'The patient is recorded as pregnant.'),
    ...when(
      is('active_warfarin'),
      'Warfarin is already active: the formula estimates an initial dose and says nothing about a dose that is guided by the INR.',
    ),
    ...when(
      is('held_warfarin'),
      'A warfarin order on hold is on file: the formula estimates an initial dose and says nothing about taking warfarin up again.',
    ),
    ...when(
      findWarfarinDrafts(context).some((draft) => draft.priorPrescription !== undefined),
      'The draft continues an earlier prescription: the formula estimates an initial dose only.',
    ),
    ...when(
      cyp2c9?.status === 'present' && cyp2c9.value === otherCyp2c9,
      'The CYP2C9 result on file is not a combination of *1, *2 and *3, and other alleles (such as *5, *6, *8, *11) are not in the formula.',
    ),
  ];
}

const when = (holds: boolean, reason: string): readonly string[] => (holds ? [reason] : []);
const isTrue = (feature: Feature | undefined): boolean => feature?.status === 'present' && feature.value === true;
