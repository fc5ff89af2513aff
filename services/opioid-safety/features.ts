import type { FeatureDeclaration, FeatureDeclarations } from '@cardwright/features';
import { opioids } from './opioids.ts';
import * as sets from './value-sets.ts';

/** Name of the feature with the number of prescriptions whose dose cannot be read. */
export const unreadOf = (opioid: string): string => `${opioid}_unread`;

/** Name of the feature that says whether an opioid is on the list of reported medications. */
export const reportedOf = (opioid: string): string => `${opioid}_reported`;

const medication = { kind: 'medication', negative: 'asked' } as const;
const prescription = { ...medication, from: ['MedicationRequest'] } as const;
const reported = { ...medication, from: ['MedicationStatement'] } as const;
const prescribed = opioids.flatMap(({ id, rules }): readonly (readonly [string, FeatureDeclaration])[] => [
  [id, { kind: 'medication-daily-dose', ...rules, give: 'sum' }],
  [unreadOf(id), { kind: 'medication-daily-dose', ...rules, give: 'unread' }],
  [reportedOf(id), { ...reported, codes: rules.codes }],
]);
const condition = { kind: 'condition', when: 'active', negative: 'asked' } as const;

/** What is read from the chart: the daily dose of each opioid that is prescribed now, and what changes the risk. Drafts are not here. */
export const features: FeatureDeclarations = {
  age: { kind: 'age' },
  deceased: { kind: 'deceased' },
  sickle_cell_disease: { ...condition, codes: sets.sickleCellDisease },
  palliative_care: { ...condition, codes: sets.palliativeCare },
  ...Object.fromEntries(prescribed),
  opioid_without_factor: { ...prescription, codes: sets.opioidsWithoutFactor },
  [reportedOf('opioid_without_factor')]: { ...reported, codes: sets.opioidsWithoutFactor },
  buprenorphine: { ...prescription, codes: sets.buprenorphine },
  benzodiazepine: { ...medication, codes: sets.benzodiazepines },
  naloxone: { ...medication, codes: sets.naloxone },
};
