import { afterEach, describe, expect, test } from '@jest/globals';
import { checkResponse } from '../wire/check-response.ts';
import { openWard, type Ward } from '../testing/ward.ts';
import { callBody } from '../testing/call-body.ts';
import { callService } from './call-service.ts';

const news2 = 'deterioration-news2';
const fhirServer = 'https://ehr.example.org/fhir';
let ward: Ward;
afterEach(() => ward.host.store.close());

/** The patient of `score-7.json` as door 2 knew them, and a call half an hour later with a chart of its own. */
async function openAndAnswer(): Promise<void> {
  ward = await openWard({ service: news2, file: 'score-7.json' });
  await ward.answer();
  ward.setMinutes(30);
}
const sourced = () => ({ ...ward.host, sources: new Map([['ward', ward.source]]), fhirFor: () => ward.fhir });
const call = (file: string, change: Readonly<Record<string, unknown>> = { fhirServer: `${fhirServer}/` }) =>
  callService(sourced(), news2, callBody(news2, file, change));
const sinceOf = (response: { readonly extension?: unknown }) => JSON.stringify(response.extension).includes('"since"');

describe('the next hook for a patient of door 2', () => {
  test('says what changed: in the extension, on the card and in the record', async () => {
    await openAndAnswer();
    const response = await call('score-4.json');
    expect(response.extension).toMatchObject({
      'org.cardwright.evaluation': {
        since: {
          asOf: ward.at(0),
          risks: [
            { name: 'score', title: 'NEWS2 score', before: 7, now: 4, unit: '{score}' },
            { name: 'risk', before: 'high', now: 'low' },
          ],
          inputs: [
            { feature: 'sbp', before: 100, now: 101 },
            { feature: 'heart_rate', before: 111, now: 91 },
            { feature: 'temperature', before: 38.1, now: 37 },
          ],
        },
      },
    });
    expect(response.cards[0]?.detail).toMatch(
      /^\*\*Since 14:00 \(UTC\), 30 min ago:\*\* NEWS2 score 7 → 4 points; .* Changed: sbp 100 → 101 mmHg; /,
    );
    expect(checkResponse(response)).toEqual([]);
    const [evaluation] = await ward.host.store.listEvaluations({ limit: 1 });
    expect(evaluation?.since?.asOf).toBe(ward.at(0));
  });

  test('says nothing where nothing changed', async () => {
    await openAndAnswer();
    const response = await call('score-7.json');
    expect(sinceOf(response)).toBe(false);
    expect(response.cards[0]?.detail).not.toContain('Since');
  });

  test.each([
    ['a server of somebody else', { fhirServer: 'https://other.example.org/fhir' }],
    ['no server', {}],
  ])('%s: the patient may be another one', async (_name, change) => {
    await openAndAnswer();
    expect(sinceOf(await call('score-4.json', change))).toBe(false);
  });

  test('costs one read of the store where there is nothing, and none where there is no source', async () => {
    ward = await openWard({ service: news2, file: 'score-7.json' });
    const reads: string[] = [];
    const { store } = ward.host;
    const watched = {
      ...store,
      readState: (...args: Parameters<typeof store.readState>) => (reads.push('state'), store.readState(...args)),
      readEvaluation: (id: string) => (reads.push('evaluation'), store.readEvaluation(id)),
    };
    const body = callBody(news2, 'score-4.json', { fhirServer });
    await callService({ ...sourced(), store: watched }, news2, body);
    expect(reads).toEqual(['state']);
    await callService({ ...sourced(), sources: new Map(), store: watched }, news2, body);
    expect(reads).toEqual(['state']);
  });
});
