import type { Coding, Extension, Patient } from '@medplum/fhirtypes';
import { races } from './codes.ts';
import { birthDateAt } from './when.ts';

/** Who a story is about. */
export interface PersonPlan {
  readonly given: string;
  readonly sex: 'female' | 'male';
  readonly ageYears: number;
  readonly race?: keyof typeof races;
}

const usCore = 'http://hl7.org/fhir/us/core/StructureDefinition';

/** A US Core-like Patient. Everyone's family name is Example, so that nobody takes them for a person. */
export function buildPatient(id: string, asOf: string, { given, sex, ageYears, race }: PersonPlan): Patient {
  return {
    resourceType: 'Patient',
    id,
    extension: [
      ...(race === undefined ? [] : [raceExtension(races[race])]),
      { url: `${usCore}/us-core-birthsex`, valueCode: sex === 'female' ? 'F' : 'M' },
    ],
    identifier: [{ system: 'urn:cardwright:demo-patient', value: id }],
    active: true,
    name: [{ use: 'official', family: 'Example', given: [given], text: `${given} Example` }],
    gender: sex,
    birthDate: birthDateAt(asOf, ageYears),
  };
}

const raceExtension = (category: Coding): Extension => ({
  url: `${usCore}/us-core-race`,
  extension: [
    { url: 'ombCategory', valueCoding: category },
    { url: 'text', valueString: category.display ?? '' },
  ],
});
