import { expect, test } from '@jest/globals';
import { isInForce } from '@cardwright/audit';
import type { Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { openWard, type Ward } from '../testing/ward.ts';

const service = 'deterioration-news2';
/** After the last change and the time for which a Flag is held. */
const sweepMinutes = 120;

/** A change of the chart at a minute: another value of a vital sign, or its retraction. */
const change = fc.record({
  minute: fc.integer({ min: 1, max: 50 }),
  vital: fc.constantFrom('rr', 'hr', 'temp'),
  value: fc.integer({ min: 30, max: 42 }),
  isRetracted: fc.boolean(),
  isNewer: fc.boolean(),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const savedAgain: Change = { minute: 1, vital: 'rr', value: 31, isRetracted: false, isNewer: false };

async function apply(ward: Ward, { vital, value, minute, isRetracted, isNewer }: Change): Promise<void> {
  await ward.amend(vital, value, {
    status: isRetracted ? 'entered-in-error' : 'final',
    ...(isNewer ? { effectiveDateTime: ward.at(minute) } : {}),
  });
}

/** What each version of an Observation said, by reference: saved again without a change it is another version and nothing new. */
type Versions = Map<string, unknown>;

async function note({ all }: Ward, versions: Versions): Promise<void> {
  for (const { id, meta, status, valueQuantity, effectiveDateTime } of await all('Observation'))
    versions.set(`Observation/${id ?? ''}/_history/${meta?.versionId ?? ''}`, {
      id,
      status,
      valueQuantity,
      effectiveDateTime,
    });
}

/** What stands, without what says when and how often it was written, and of which evaluation. */
async function standing({ all }: Ward, versions: Versions): Promise<readonly unknown[]> {
  const found: readonly Resource[] = [...(await all('RiskAssessment')), ...(await all('Flag')), ...(await all('Task'))];
  return found.filter(isInForce).map((resource) => {
    if (resource.resourceType === 'RiskAssessment') {
      // A note may say how old a value was when the assessment was made.
      const { prediction, basis = [], mitigation, identifier } = resource;
      const read = basis.map(({ reference = '' }) => versions.get(reference) ?? reference);
      return { prediction, read, mitigation, identifier };
    }
    return resource.resourceType === 'Flag' ? { code: resource.code, identifier: resource.identifier } : resource;
  });
}

test('whichever changes are notified, in whatever order and how often, a sweep ends in the same published set', async () => {
  const cases = fc.record({
    changes: fc.array(change, { minLength: 1, maxLength: 5 }),
    /** After which changes the patient is woken, and how often. */
    wakes: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 5, maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ changes, wakes }) => {
      const inOrder = changes.toSorted((a, b) => a.minute - b.minute);
      const ends = await Promise.all(
        [wakes, inOrder.map(() => 1), inOrder.map(() => 0)].map(async (woken) => {
          const ward = await openWard({ service, file: 'score-7.json' });
          const versions: Versions = new Map();
          try {
            for (const [index, one] of inOrder.entries()) {
              await apply(ward, one);
              await note(ward, versions);
              ward.setMinutes(one.minute);
              for (let count = woken[index] ?? 0; count > 0; count -= 1) await ward.answer();
            }
            ward.setMinutes(sweepMinutes);
            await ward.answer();
            return await standing(ward, versions);
          } finally {
            await ward.host.store.close();
          }
        }),
      );
      expect(ends[1]).toEqual(ends[0]);
      expect(ends[2]).toEqual(ends[0]);
    }),
    { numRuns: 30, examples: [[{ changes: [savedAgain, savedAgain], wakes: [0, 0, 0, 0, 0] }]] },
  );
}, 120_000);
