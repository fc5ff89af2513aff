import { expect, test } from '@jest/globals';
import type { Evaluation, HookContext } from '@cardwright/cds-service';
import type { Resource } from '@medplum/fhirtypes';
import { PatientRecord, wholeChart } from '@cardwright/fhir';
import { evaluate } from './evaluate.ts';
import { readContext } from './read-context.ts';
import { reevaluate } from './reevaluate.ts';
import { tinyRunnable } from './testing/tiny-service.ts';

const engine = { cardwright: '0', onnxruntime: '0', node: '0' };
const patient: Resource = { resourceType: 'Patient', id: 'p', birthDate: '1970-01-01', gender: 'female' };
const draft = (id: string): Resource => ({
  resourceType: 'ServiceRequest',
  id,
  status: 'draft',
  intent: 'plan',
  subject: {},
});
const bare: HookContext = { hook: 'patient-view', patientId: 'p', draftOrders: [], selections: [] };

function made(context: HookContext, about: Resource = patient): Promise<Evaluation> {
  const record = new PatientRecord({ patientId: 'p', resources: [about], coverage: wholeChart });
  return evaluate(tinyRunnable, { id: 'e', record, context, asOf: '2026-03-02T09:00:00Z', clock: 'live', engine });
}
const stored = (evaluation: Evaluation): Evaluation => JSON.parse(JSON.stringify(evaluation));

test('what was recorded, made again from its features, is the same', async () => {
  const recorded = stored(await made(bare));
  expect(recorded.outcome).toBe('assessed');
  expect(recorded).not.toHaveProperty('context');
  expect(stored(await reevaluate(tinyRunnable, recorded, engine))).toEqual(recorded);
});

test('a record that was merged into another one is nobody, and is so again', async () => {
  const other = { reference: 'Patient/q' };
  expect((await made(bare, { ...patient, link: [{ type: 'replaces', other }] })).outcome).toBe('assessed');
  const recorded = stored(await made(bare, { ...patient, link: [{ type: 'replaced-by', other }] }));
  expect(recorded).toMatchObject({ outcome: 'not-applicable', predictions: [] });
  expect(recorded.reasons).toEqual(['This record was merged into the record of another patient id.']);
  expect(stored(await reevaluate(tinyRunnable, recorded, engine))).toEqual(recorded);
});

test('it is the features that count: with another age it is another answer', async () => {
  const recorded = stored(await made(bare));
  const features = {
    ...recorded.features.features,
    age: { status: 'absent', reason: 'stale', references: [] } as const,
  };
  const again = await reevaluate(tinyRunnable, { ...recorded, features: { ...recorded.features, features } }, engine);
  expect(again.outcome).toBe('insufficient-data');
});

test('the context goes through JSON and back, drafts by their urls among it', async () => {
  const [first, second] = [draft('a'), draft('b')];
  const context: HookContext = {
    ...bare,
    encounterId: 'e1',
    userId: 'Practitioner/1',
    draftOrders: [first, second],
    selections: ['ServiceRequest/b'],
    draftUrls: new Map([
      ['urn:uuid:2', second],
      ['urn:uuid:copy', draft('a')],
    ]),
  };
  const recorded = stored(await made(context));
  expect(recorded.context?.draftUrls).toEqual({ 'urn:uuid:2': 1, 'urn:uuid:copy': 0 });
  const read = readContext(recorded);
  expect(read).toEqual(context);
  expect(read.draftUrls?.get('urn:uuid:2')).toBe(read.draftOrders[1]);
});
