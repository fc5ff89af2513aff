import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Subscription } from '@medplum/fhirtypes';
import { labObservation, listenFhir, listenReceiver } from '../test-support.ts';
import { interactionExtensionUrl, secretExtensionUrl, sendDeletesExtensionUrl } from './extension-urls.ts';

let receiver: Awaited<ReturnType<typeof listenReceiver>>;
beforeEach(async () => {
  receiver = await listenReceiver();
});
afterEach(() => receiver.close());

const subscription = (more: Partial<Subscription> = {}): Subscription => ({
  resourceType: 'Subscription',
  id: 's',
  status: 'active',
  reason: 'test',
  criteria: 'Observation?status=final',
  channel: { type: 'rest-hook', endpoint: `${receiver.url}/in`, payload: 'application/fhir+json' },
  ...more,
});

/** Creates, amends (which no longer matches), and deletes one resource; creates and deletes another. */
async function run(given: Subscription, restHookStyle: 'r4' | 'medplum' = 'r4'): Promise<readonly string[]> {
  await using fhir = await listenFhir({ retryDelaysMs: [], restHookStyle });
  const { server } = fhir;
  const { repository } = server;
  await repository.updateResource(given);
  await repository.updateResource(labObservation('a'));
  await repository.updateResource(labObservation('a', { status: 'amended' }));
  await repository.deleteResource('Observation', 'a');
  await repository.updateResource(labObservation('b'));
  await repository.deleteResource('Observation', 'b');
  await server.idle();
  return receiver.received.map(({ method, url, body }) => `${method} ${url} ${String(body).slice(0, 30)}`.trim());
}

const resource = '{"resourceType":"Observation",';

describe('who tells of deletes', () => {
  test('R4: nobody asked, nobody is told', async () => {
    expect(await run(subscription())).toEqual([
      `PUT /in/Observation/a ${resource}`,
      `PUT /in/Observation/b ${resource}`,
    ]);
  });

  test.each([true, 'true'])(
    'HAPI, when it is asked to (%p): DELETE of what was deleted and had matched',
    async (value) => {
      const extension: Subscription['extension'] = JSON.parse(
        JSON.stringify([{ url: sendDeletesExtensionUrl, valueBoolean: value }]),
      );
      expect(await run(subscription({ ...(extension && { extension }) }))).toEqual([
        `PUT /in/Observation/a ${resource}`,
        `PUT /in/Observation/b ${resource}`,
        'DELETE /in/Observation/b',
      ]);
    },
  );

  test('Medplum, unless it is asked not to: {} with the name of what is gone, signed', async () => {
    const extension = [{ url: secretExtensionUrl, valueString: 'secret' }];
    expect(await run(subscription({ extension }))).toEqual([
      `POST /in ${resource}`,
      `POST /in ${resource}`,
      'POST /in {}',
    ]);
    const last = receiver.received.at(-1);
    expect(last?.headers).toMatchObject({
      'x-medplum-interaction': 'delete',
      'x-medplum-deleted-resource': 'Observation/b',
      'x-medplum-subscription': 's',
      'x-signature': createHmac('sha256', 'secret').update('{}').digest('hex'),
    });
  });

  test('Medplum, asked for creates alone', async () => {
    const extension = [
      { url: secretExtensionUrl, valueString: 'secret' },
      { url: interactionExtensionUrl, valueCode: 'create' },
    ];
    await run(subscription({ extension }));
    expect(receiver.received.map(({ headers }) => headers['x-medplum-interaction'])).toEqual(['create', 'create']);
  });
});

test('in Medplum style there is no step from requested to active, and no signature without a secret', async () => {
  expect(await run(subscription({ status: 'requested' }), 'medplum')).toEqual([]);
  expect(await run(subscription(), 'medplum')).toHaveLength(3);
  expect(receiver.received[0]?.headers).not.toHaveProperty('x-signature');
});
