import type { EvaluationInput, Feature, FeatureVector, Prediction } from '@cardwright/cds-service';
import type { MedicationRequest } from '@medplum/fhirtypes';
import { decidePhenotype } from './decide-phenotype.ts';
import { decideRecommendation } from './decide-recommendation.ts';
import { drugs } from './drugs.ts';
import { plan } from './plan.ts';

/** Test support: a draft order for a drug, named after it. */
export const draftOf = (drug: string, more: Partial<MedicationRequest> = {}): MedicationRequest => ({
  resourceType: 'MedicationRequest',
  id: `draft-${drug}`,
  status: 'draft',
  intent: 'order',
  medicationCodeableConcept: { text: drug },
  subject: { reference: 'Patient/pat-1' },
  ...more,
});

/** Test support: features by name; a text is a call on file, all others are not recorded. */
export function vectorOf(calls: Readonly<Record<string, string | Feature>>): FeatureVector {
  const names = ['cyp2c19', 'slco1b1', 'dpyd', 'tpmt', 'nudt15', 'hla_b', 'hla_b_5701'];
  const none: Feature = { status: 'absent', reason: 'none-recorded', references: [] };
  const present = (value: string): Feature => ({ status: 'present', value, unit: '{category}', references: [] });
  const entries = Object.entries(calls).map(([name, call]): [string, Feature] => [
    name,
    typeof call === 'string' ? present(call) : call,
  ]);
  return {
    asOf: '2026-03-02T09:00:00.000Z',
    features: { ...Object.fromEntries(names.map((name) => [name, none])), ...Object.fromEntries(entries) },
  };
}

/** Test support: signing drafts of these drugs with these calls on file. */
export const signing = (
  drugNames: readonly string[],
  calls: Readonly<Record<string, string | Feature>>,
): EvaluationInput => ({
  vector: vectorOf(calls),
  context: {
    hook: 'order-sign',
    patientId: 'pat-1',
    draftOrders: drugNames.map((drug) => draftOf(drug)),
    selections: drugNames.map((drug) => `MedicationRequest/draft-${drug}`),
  },
});

/** Test support: what the tables answer to the plan of a call. */
export function predictionsFor(input: EvaluationInput): readonly Prediction[] {
  const planned = plan(input);
  if (planned.kind !== 'predict') return [];
  return planned.requests.map(({ variant, inputs, items = {} }) => {
    const decide = variant === 'recommendation' ? decideRecommendation : decidePhenotype;
    const outputs = Object.entries(decide(inputs, items)).map(([name, value]) => [name, { value, unit: '{category}' }]);
    return {
      model: `cpic-gene-drug@${variant}`,
      variant,
      sha256: '',
      inputs,
      items,
      outputs: Object.fromEntries(outputs),
      explanations: [],
    };
  });
}

/** Test support: the name of every listed drug. */
export const drugNames: readonly string[] = drugs.map(({ name }) => name);
