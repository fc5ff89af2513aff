import type { FeatureDeclaration, FeatureDeclarations } from '@cardwright/features';
import { hemoglobinUnit, sodiumUnit } from './units.ts';
import {
  admittedViaEmergencyDepartment,
  comorbiditySets,
  dischargeNotScored,
  dischargeToNursingHome,
  hemoglobin,
  oncologyService,
  plannedAdmission,
  sodium,
  urgentAdmission,
} from './value-sets.ts';
import { stay, windows } from './windows.ts';

const result = { kind: 'observation-number', pick: 'latest', window: windows.sinceAdmission } as const;
const ofStay = { kind: 'encounter-code', encounter: 'hospital-stay' } as const;

const comorbidities = Object.fromEntries(
  Object.entries(comorbiditySets).map(([name, codes]): [string, FeatureDeclaration] => [
    name,
    // A previous infarction or stroke stays previous; of the rest what is still a problem counts.
    { kind: 'condition', codes, when: isPast(name) ? 'ever' : 'active', negative: 'asked' },
  ]),
);

/** What is read from the chart. Inputs of the models carry the names of the references where a feature is one. */
export const features: FeatureDeclarations = {
  age: { kind: 'age' },
  deceased: { kind: 'deceased' },
  [stay]: { kind: 'length-of-stay', since: 'admission', in: 'd' },
  discharge_not_scored: { ...ofStay, element: 'dischargeDisposition', codes: dischargeNotScored },
  discharge_to_nursing_home: { ...ofStay, element: 'dischargeDisposition', codes: dischargeToNursingHome },
  hemoglobin: { ...result, codes: hemoglobin, unit: hemoglobinUnit, plausible: [2, 25] },
  sodium: { ...result, codes: sodium, unit: sodiumUnit, plausible: [90, 190] },
  // The service that discharges, which need not be the one that admitted.
  oncology_discharge: { kind: 'encounter-code', encounter: 'current', element: 'serviceType', codes: oncologyService },
  procedure: { kind: 'any-procedure', window: windows.sinceAdmission, negative: 'asked' },
  admission_priority: { ...ofStay, element: 'priority', codes: urgentAdmission, denials: plannedAdmission },
  admitted_via_emergency: { ...ofStay, element: 'admitSource', codes: admittedViaEmergencyDepartment },
  admissions_prior_year: {
    kind: 'encounter-count',
    classes: ['IMP', 'ACUTE', 'NONAC'],
    window: windows.yearBefore,
    wholes: true,
  },
  ed_visits_6mo: { kind: 'encounter-count', classes: ['EMER'], window: windows.halfYearBefore, wholes: true },
  ...comorbidities,
};

function isPast(name: string): boolean {
  return ['previous_myocardial_infarction', 'cerebrovascular_disease'].includes(name);
}
