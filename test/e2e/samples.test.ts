import { describe, expect, jest, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Evaluation } from '@cardwright/cds-service';
import schema from '@cardwright/cds-service/evaluation.schema.json' with { type: 'json' };
import { checkCard } from '@cardwright/cards';
import { evaluateBundle, loadService, registeredServices } from '@cardwright/cds-hooks';
import { readBundle } from '@cardwright/fhir';
import { disableTelemetry } from '@cardwright/scoring';
import { haveSamples, samplePatients } from './sample-patients.ts';

jest.setTimeout(120_000);

const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);

/** Every sample patient at its own latest effective time. */
async function evaluateSamples(id: string): Promise<readonly Evaluation[]> {
  disableTelemetry();
  const runnable = await loadService(id);
  const hook = runnable.service.manifest.hooks[0] ?? 'patient-view';
  const evaluations: Evaluation[] = [];
  for (const { bundle, patientId, asOf } of samplePatients()) {
    const record = readBundle(bundle, patientId);
    const context = { hook, patientId: record.patientId, draftOrders: [], selections: [] };
    evaluations.push(
      await evaluateBundle(runnable, { record, context, asOf, newUuid: () => '00000000-0000-4000-8000-000000000001' }),
    );
  }
  return evaluations;
}

// Visible skip: the third-party samples are not part of the product.
(haveSamples ? describe : describe.skip)('the sample patients', () => {
  test.each([...registeredServices.keys()])(
    'all pass through %s: schema-valid, never failed, every card lawful',
    async (id) => {
      const evaluations = await evaluateSamples(id);
      expect(evaluations.length).toBeGreaterThanOrEqual(74);
      expect(evaluations.filter(({ outcome }) => outcome === 'failed').map(({ error }) => error)).toEqual([]);
      for (const evaluation of evaluations) {
        expect(validate(JSON.parse(JSON.stringify(evaluation))) ? [] : validate.errors).toEqual([]);
        expect(evaluation.cards.flatMap(checkCard)).toEqual([]);
      }
    },
  );

  test('at least ten are assessable for PREVENT', async () => {
    const assessed = (await evaluateSamples('cvd-risk-prevent')).filter(({ outcome }) => outcome === 'assessed');
    expect(assessed.length).toBeGreaterThanOrEqual(10);
  });
});
