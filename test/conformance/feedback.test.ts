import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { get, post } from './support/ask.ts';
import { callOf } from './support/call-of.ts';
import { findEmpties } from './support/find-empties.ts';
import { startHost, type StartedHost } from './support/start-host.ts';

let host: StartedHost;
let card: string;
const url = () => `${host.url}/cds-services/cvd-risk-prevent`;
beforeAll(async () => {
  host = await startHost();
  const { body } = await post(url(), callOf('cvd-risk-prevent', 'base.json'));
  card = body.cards[0]?.uuid ?? '';
});

let count = 0;
/** A fresh instant for each entry: the same card, outcome and instant is a repeat. */
const outcomeTimestamp = () => `2026-03-02T10:${String((count += 1)).padStart(2, '0')}:00Z`;
const accepted = (more: object = {}) => ({
  card,
  outcome: 'accepted',
  acceptedSuggestions: [{ id: randomUUID() }],
  outcomeTimestamp: outcomeTimestamp(),
  ...more,
});
const overridden = (more: object = {}) => ({
  card,
  outcome: 'overridden',
  outcomeTimestamp: outcomeTimestamp(),
  ...more,
});

interface Receipt {
  readonly stored: number;
  readonly repeated?: number;
  readonly unknownCards?: readonly string[];
  readonly refused?: readonly number[];
}
async function send(...feedback: readonly unknown[]): Promise<{ readonly status: number; readonly receipt: Receipt }> {
  const { status, body } = await post(`${url()}/feedback`, { feedback });
  return { status, receipt: body as unknown as Receipt };
}

test('[feedback-endpoint] [feedback-array] [feedback-status] a batch is taken at {id}/feedback', async () => {
  expect(await send(accepted())).toMatchObject({ status: 200, receipt: { stored: 1 } });
});

const wrong: readonly (readonly [string, unknown])[] = [
  ['without feedback', {}],
  ['of which feedback is an object', { feedback: accepted() }],
  ['that is a list', []],
];
test.each(wrong)('[feedback-array] a body %s is 400', async (_name, body) => {
  expect(await post(`${url()}/feedback`, body)).toMatchObject({
    status: 400,
    body: { resourceType: 'OperationOutcome' },
  });
});

describe('what an entry has', () => {
  const refused: readonly (readonly [string, () => unknown])[] = [
    ['[feedback-card] without card', () => accepted({ card: undefined })],
    ['[feedback-outcome] [cds-fb-1] with another outcome', () => accepted({ outcome: 'ignored' })],
    ['[feedback-outcome] [cds-fb-1] without outcome', () => accepted({ outcome: undefined })],
    ['[feedback-timestamp] without outcomeTimestamp', () => accepted({ outcomeTimestamp: undefined })],
    ['[feedback-timestamp] with a date that is none of RFC 3339', () => accepted({ outcomeTimestamp: '2.3.2026' })],
  ];
  test.each(refused)('%s: that entry alone is refused', async (_name, entry) => {
    const { status, receipt } = await send(accepted(), entry(), accepted());
    expect(status).toBe(200);
    expect(receipt).toMatchObject({ stored: 2, refused: [1] });
  });

  const kept: readonly (readonly [string, () => unknown])[] = [
    ['[feedback-accepted-suggestions] [cds-fb-2] accepted, with its suggestions', () => accepted()],
    [
      '[feedback-accepted-suggestions] [cds-fb-2] accepted, though it does not say which suggestion',
      () => accepted({ acceptedSuggestions: undefined }),
    ],
    ['[feedback-override-reason] overridden without a reason', () => overridden()],
    [
      '[feedback-override-reason] [cds-fb-3] overridden with a reason of the card',
      () => overridden({ overrideReason: { reason: { code: 'not-now', system: 'urn:x', display: 'Not now' } } }),
    ],
    [
      '[feedback-override-reason] [cds-fb-3] overridden with a comment alone',
      () => overridden({ overrideReason: { userComment: 'Discussed, later.' } }),
    ],
    [
      '[hard-6-feedback-batches] a reason without display, as the sandbox sends it',
      () => overridden({ overrideReason: { reason: { code: 'x' } } }),
    ],
    [
      '[hard-6-feedback-batches] overrideReasons and an extension, as Epic’s examples have it',
      () => overridden({ overrideReasons: [{ reason: { code: 'x' } }], extension: { 'com.epic.cdshooks': {} } }),
    ],
    [
      '[feedback-timestamp] an offset and fractions of a second',
      () => accepted({ outcomeTimestamp: '2026-03-02T11:00:00.123+01:00' }),
    ],
  ];
  test.each(kept)('%s: kept', async (_name, entry) => {
    const { receipt } = await send(entry());
    expect(receipt.stored).toBe(1);
    expect(receipt.refused ?? []).toEqual([]);
  });
});

test('[feedback-batch] [hard-6-feedback-batches] several cards and instances, the same card again, and a repeat', async () => {
  const other = (await post(url(), callOf('cvd-risk-prevent', 'age-30.json'))).body.cards[0]?.uuid;
  const once = accepted();
  const { receipt } = await send(once, once, overridden(), accepted({ card: other }));
  expect(receipt).toMatchObject({ stored: 3, repeated: 1 });
  const again = await send(once);
  expect(again.receipt).toMatchObject({ stored: 0, repeated: 1 });
});

test('[feedback-unknown-card] a card that is unknown, or no uuid, is kept and said', async () => {
  const { status, receipt } = await send(accepted({ card: '123456' }), accepted());
  expect(status).toBe(200);
  expect(receipt).toMatchObject({ stored: 2, unknownCards: ['123456'] });
});

test('[json-no-empties] the receipt has nothing empty', async () => {
  expect(findEmpties((await send(accepted())).receipt)).toEqual([]);
});

test('[call-unknown-service] feedback to an unknown service is 404', async () => {
  const answer = await post(`${host.url}/cds-services/nobody/feedback`, { feedback: [] });
  expect(answer.status).toBe(404);
});

test('[hard-6-feedback-batches] what was told is counted', async () => {
  const metrics = await fetch(`${host.url}/metrics`);
  expect(await metrics.text()).toMatch(/feedback.*cvd-risk-prevent.* [1-9]/);
  expect((await get(`${host.url}/cds-services`)).status).toBe(200);
});

test('[hard-6-feedback-batches] a card of before a restart is known after it', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'cardwright-conformance-'));
  const before = await startHost({ dataDirectory });
  const { body } = await post(`${before.url}/cds-services/cvd-risk-prevent`, callOf('cvd-risk-prevent', 'base.json'));
  await before.close();
  const after = await startHost({ dataDirectory });
  const entry = overridden({ card: body.cards[0]?.uuid });
  const answer = await post(`${after.url}/cds-services/cvd-risk-prevent/feedback`, { feedback: [entry] });
  expect(answer.body).toEqual({ stored: 1, repeated: 0 });
  await after.close();
  rmSync(dataDirectory, { recursive: true, force: true });
});
