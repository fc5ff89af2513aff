import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { loadService, readCases, registeredServices, runCase } from '@cardwright/cds-hooks';
import { orderExtension } from '@cardwright/cards';
import { maxCards } from '@cardwright/evaluation';
import { disableTelemetry } from '@cardwright/scoring';

/** One signing of many orders for one patient: what each service says, and about which of them. */
const asOf = '2026-03-02T12:00:00Z';
const patient = 'p1';

const drug = (id: string, name: string, rxnorm?: string, mgPerDay?: number): Resource => ({
  resourceType: 'MedicationRequest',
  id,
  status: 'draft',
  intent: 'order',
  subject: { reference: `Patient/${patient}` },
  authoredOn: '2026-03-02',
  medicationCodeableConcept: {
    text: name,
    ...(rxnorm === undefined
      ? {}
      : { coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: rxnorm, display: name }] }),
  },
  ...(mgPerDay === undefined
    ? {}
    : {
        dosageInstruction: [
          {
            timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } },
            doseAndRate: [
              { doseQuantity: { value: mgPerDay, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' } },
            ],
          },
        ],
      }),
});

// Codes as the cases of the services have them.
const drafts: readonly Resource[] = [
  drug('acetaminophen', 'acetaminophen 500 mg'),
  drug('vancomycin', 'vancomycin 1 g IV every 12 hours'),
  drug('warfarin', 'warfarin', '11289', 5),
  drug('morphine', 'morphine', '7052', 60),
  drug('clopidogrel', 'clopidogrel 75 mg tablet', '32968'),
  drug('amoxicillin', 'amoxicillin 500 mg'),
  {
    resourceType: 'ServiceRequest',
    id: 'ct',
    status: 'draft',
    intent: 'order',
    subject: { reference: `Patient/${patient}` },
    code: { coding: [{ system: 'http://loinc.org', code: '79077-4' }] },
  },
  {
    resourceType: 'ServiceRequest',
    id: 'chest-film',
    status: 'draft',
    intent: 'order',
    subject: { reference: `Patient/${patient}` },
    code: { coding: [{ system: 'http://loinc.org', code: '36643-5' }] },
  },
];

/** Which drafts a service may speak about; a service that is not named says nothing at this signing. */
const concerned: Readonly<Record<string, readonly string[]>> = {
  'aki-kdigo': ['MedicationRequest/vancomycin'],
  'warfarin-dose': ['MedicationRequest/warfarin'],
  'stroke-bleeding-af': ['MedicationRequest/warfarin'],
  'opioid-safety': ['MedicationRequest/morphine'],
  pharmacogenomics: ['MedicationRequest/clopidogrel'],
  'pulmonary-embolism-workup': ['ServiceRequest/ct'],
};

/** The charts of a kidney that fails, of a genotype, and of a warfarin start, as one patient with atrial fibrillation. */
function chart(): Readonly<Record<string, unknown>> {
  const entries = [
    ['aki-kdigo', 'several-drafts.json'],
    ['pharmacogenomics', 'four-drafts.json'],
    ['warfarin-dose', 'several-drafts.json'],
  ].flatMap(([service = '', file]) => {
    const found = readCases(service).find((one) => one.file === file)?.case.prefetch['chart'];
    const text = JSON.stringify(found).replaceAll('Patient/pat-1', `Patient/${patient}`);
    const bundle = JSON.parse(text) as { readonly entry: readonly { readonly resource: Resource }[] };
    return bundle.entry.map(({ resource }) => ({ resource: { ...resource, id: rename(service, resource) } }));
  });
  const isFirstPatient = (resource: Resource) =>
    resource.resourceType !== 'Patient' ||
    resource === entries.find((entry) => entry.resource.resourceType === 'Patient')?.resource;
  const fibrillation = {
    resourceType: 'Condition',
    id: 'af',
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
    },
    code: { coding: [{ system: 'http://snomed.info/sct', code: '49436004', display: 'Atrial fibrillation' }] },
    subject: { reference: `Patient/${patient}` },
    onsetDateTime: '2025-01-01',
  };
  return {
    chart: {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [...entries.filter(({ resource }) => isFirstPatient(resource)), { resource: fibrillation }],
    },
  };
}

const rename = (service: string, { resourceType, id }: Resource): string =>
  resourceType === 'Patient' ? patient : `${service}-${id ?? ''}`;

const atSigning = [...registeredServices].flatMap(([id, { manifest }]) =>
  manifest.hooks.includes('order-sign') ? [id] : [],
);

describe('one order-sign with eight drafts', () => {
  beforeAll(disableTelemetry);

  test.each(atSigning)('%s speaks of its own orders only, the most urgent first, on two cards at most', async (id) => {
    const { evaluation } = await runCase(await loadService(id), {
      name: 'one signing',
      asOf,
      hook: 'order-sign',
      context: {
        patientId: patient,
        userId: 'Practitioner/dr1',
        draftOrders: { resourceType: 'Bundle', type: 'collection', entry: drafts.map((resource) => ({ resource })) },
      },
      prefetch: chart(),
      expect: { outcome: 'assessed' },
    });
    const about = evaluation.cards.map(
      ({ extension }) =>
        (extension?.[orderExtension] as { references: readonly string[] } | undefined)?.references ?? [],
    );
    expect([...new Set(about.flat())]).toEqual(concerned[id] ?? []);
    expect(about.every((references) => references.length > 0)).toBe(true);
    expect(evaluation.cards.length).toBeLessThanOrEqual(maxCards);
    const urgency = evaluation.cards.map(({ indicator }) => ['critical', 'warning', 'info'].indexOf(indicator));
    expect(urgency).toEqual(urgency.toSorted());
    for (const { detail = '' } of evaluation.cards) expect(detail).not.toMatch(/acetaminophen|amoxicillin/);
  });

  test('every service that is concerned is asked', () => {
    expect(atSigning).toEqual(expect.arrayContaining(Object.keys(concerned)));
  });
});
