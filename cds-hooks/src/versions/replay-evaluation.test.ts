import { afterEach, describe, expect, test } from '@jest/globals';
import type { Evaluation } from '@cardwright/cds-service';
import { disableTelemetry } from '@cardwright/scoring';
import { engine } from '../engine.ts';
import { loadService, registeredServices } from '../load-services.ts';
import { callBody } from '../testing/call-body.ts';
import { listen } from '../testing/listen.ts';
import { readCase } from '../testing/read-case.ts';
import { createTestHost, type TestHost } from '../testing/test-host.ts';
import type { PackedRequest } from './pack-request.ts';
import { reextractFeatures } from './reextract-features.ts';
import { replayEvaluation } from './replay-evaluation.ts';
import { unpackRequest } from './unpack-request.ts';

disableTelemetry();
let closing: (() => Promise<void>) | undefined;
afterEach(() => closing?.());

/** Calls a service as a client does, and gives what the store then holds. */
async function recorded(
  service: string,
  file: string,
  change: Partial<TestHost> = {},
): Promise<{ evaluation: Evaluation; host: TestHost }> {
  const host = await createTestHost();
  host.setTime(readCase(service, file).asOf);
  const { url, close } = await listen({ ...host, ...change });
  closing = async () => {
    await close();
    await host.store.close();
  };
  await fetch(`${url}/cds-services/${service}`, { method: 'POST', body: JSON.stringify(bodyOf(host, service, file)) });
  const [evaluation] = await host.store.listEvaluations({ limit: 1 });
  if (evaluation === undefined) throw new Error('nothing was recorded');
  return { evaluation, host };
}

/** The chart of a case; what it does not hold was asked for and is not there. */
function bodyOf(host: TestHost, service: string, file: string): unknown {
  const asked = (host.services.get(service)?.templates ?? []).filter(({ key }) => key !== 'patient');
  const { prefetch } = callBody(service, file) as { readonly prefetch: object };
  return callBody(service, file, {
    prefetch: { ...prefetch, ...Object.fromEntries(asked.map(({ key }) => [key, null])) },
  });
}

const examples = [
  ['deterioration-news2', 'deteriorating.json'],
  ['deterioration-news2', 'too-few-observations.json'],
  ['deterioration-news2', 'age-15.json'],
  ['cvd-risk-prevent', 'base.json'],
] as const;

describe('made again', () => {
  test.each(examples)('%s %s: the same, bit by bit', async (service, file) => {
    const { evaluation } = await recorded(service, file);
    expect(await replayEvaluation(await loadService(service), evaluation)).toEqual({
      sameEngine: true,
      outcome: 'same',
      differences: [],
    });
  });

  test('a decision about drafted orders: the drafts are kept with it', async () => {
    const id = 'warfarin-dose';
    expect(registeredServices.has(id)).toBe(true);
    const { evaluation } = await recorded(id, 'age-18.json');
    expect(evaluation.outcome).toBe('assessed');
    expect(evaluation.context?.draftOrders).not.toEqual([]);
    expect(await replayEvaluation(await loadService(id), evaluation)).toMatchObject({ outcome: 'same' });
  });

  test('a number that was not what the model gives is named with its path', async () => {
    const { evaluation } = await recorded('deterioration-news2', 'deteriorating.json');
    const forged: Evaluation = JSON.parse(JSON.stringify(evaluation).replace('"value":', '"value": 7e-9,"was":'));
    const { outcome, differences } = await replayEvaluation(await loadService('deterioration-news2'), forged);
    expect(outcome).toBe('different');
    expect(differences.length).toBeGreaterThan(0);
  });

  test('by another engine numbers may differ by 1e-12 of their size, and by no more', async () => {
    const { evaluation } = await recorded('cvd-risk-prevent', 'base.json');
    const runnable = await loadService('cvd-risk-prevent');
    const nudged = (factor: number, onnxruntime: string): Evaluation => ({
      ...evaluation,
      engine: { ...engine, onnxruntime },
      predictions: evaluation.predictions.map((one) => ({
        ...one,
        outputs: Object.fromEntries(
          Object.entries(one.outputs).map(([name, output]) => [
            name,
            typeof output.value === 'number' ? { ...output, value: output.value * factor } : output,
          ]),
        ),
      })),
    });
    const outcome = async (one: Evaluation) => (await replayEvaluation(runnable, one)).outcome;
    expect(await replayEvaluation(runnable, nudged(1 + 5e-13, '0.0.1'))).toMatchObject({
      sameEngine: false,
      outcome: 'same',
    });
    expect(await outcome(nudged(1 + 5e-12, '0.0.1'))).toBe('different');
    expect(await outcome(nudged(1 + 5e-13, engine.onnxruntime))).toBe('different');
  });
});

describe('features extracted again from what was kept', () => {
  const retained = async (service: string, file: string) => {
    const { evaluation, host } = await recorded(service, file, { retainRequestsDays: 1 });
    const packed = (await host.store.readRetainedRequest(evaluation.id, host.now().getTime())) as
      PackedRequest | undefined;
    if (packed === undefined) throw new Error('nothing was kept');
    return { evaluation, host, packed, runnable: await loadService(service) };
  };

  test.each([...examples, ['warfarin-dose', 'age-18.json'] as const])('%s %s: bit by bit', async (service, file) => {
    const { evaluation, packed, runnable } = await retained(service, file);
    expect(reextractFeatures(runnable, evaluation, unpackRequest(packed))).toEqual([]);
  });

  test('a fact that is not what it was is named', async () => {
    const { evaluation, packed, runnable } = await retained('deterioration-news2', 'deteriorating.json');
    const resources = packed.resources.filter(({ resourceType }) => resourceType !== 'Encounter');
    const differences = reextractFeatures(runnable, evaluation, unpackRequest({ ...packed, resources }));
    expect(differences.length).toBeGreaterThan(0);
    expect(JSON.stringify(differences)).toContain('Encounter/');
  });

  test('without a number of days nothing is kept; with one it expires, and nothing of it is in the log', async () => {
    const { evaluation, host } = await recorded('deterioration-news2', 'deteriorating.json');
    expect(await host.store.readRetainedRequest(evaluation.id, 0)).toBeUndefined();
    await closing?.();
    const kept = await retained('deterioration-news2', 'deteriorating.json');
    const later = kept.host.now().getTime() + 86_400_000;
    expect(await kept.host.store.readRetainedRequest(kept.evaluation.id, later)).toBeUndefined();
    const first = kept.packed.resources.map(({ id }) => id).find((id) => id !== undefined && id.length > 6);
    expect(kept.host.logged.join('')).not.toContain(first ?? kept.evaluation.patient);
  });
});
