import type { FeatureDeclarations, ObservationPick } from '@cardwright/features';
import type { Code, UnitRule, ValueSet } from '@cardwright/fhir';
import type { Bundle, Observation, Resource } from '@medplum/fhirtypes';

/** The instant at which the bench looks at its patient. */
export const asOf = '2026-03-20T12:00:00Z';
const measures = 20;
const observations = 111;
const subject = { reference: 'Patient/p1' };

const unit: UnitRule = {
  canonical: 'mg/dL',
  accepts: [{ ucum: ['mg/dL'] }, { ucum: ['umol/L'], factor: 1 / 88.4, conversion: 'bench' }],
};
const code = (measure: number): Code => ({ system: 'urn:bench', code: `measure-${measure}` });
const codes = Array.from({ length: measures }, (_, measure): ValueSet => ({
  id: `measure-${measure}`,
  title: `Measure ${measure}`,
  source: 'bench',
  codes: [code(measure), { system: 'urn:bench', code: `other-${measure}` }],
}));

/** Four features of each measure, of every cost: the newest, the worst, a mean and a slope. */
const picks: readonly ObservationPick[] = ['latest', 'max', 'mean', 'slope-per-day'];

/** 80 features, all over Observations. */
export const eightyFeatures: FeatureDeclarations = Object.fromEntries(
  codes.flatMap((set) =>
    picks.map((pick) => [
      `${set.id}-${pick}`,
      { kind: 'observation-number', pick, codes: set, unit, window: { days: 30 }, plausible: [0, 1_000] } as const,
    ]),
  ),
);

/** 111 Observations as a server sends them, half of them in the other unit, over ten days. */
export function chartBundle(): Bundle {
  const resources: Resource[] = [{ resourceType: 'Patient', id: 'p1', gender: 'female', birthDate: '1970-01-01' }];
  for (let index = 0; index < observations; index += 1) resources.push(observation(index));
  return { resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) };
}

function observation(index: number): Observation {
  const at = new Date(Date.parse(asOf) - (index % 40) * 6 * 3_600_000 - index * 1_000).toISOString();
  const isMolar = index % 2 === 1;
  const measured = isMolar
    ? { value: 80 + (index % 50), code: 'umol/L' }
    : { value: 1 + (index % 9) / 10, code: 'mg/dL' };
  return {
    resourceType: 'Observation',
    id: `o${index}`,
    meta: { lastUpdated: at, versionId: '1' },
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
    ],
    code: {
      coding: [{ ...code(index % measures), display: 'A measure of the bench' }],
      text: 'A measure of the bench',
    },
    subject,
    encounter: { reference: 'Encounter/e1' },
    effectiveDateTime: at,
    issued: at,
    valueQuantity: { ...measured, unit: measured.code, system: 'http://unitsofmeasure.org' },
  };
}
