import { beforeAll, expect, test } from '@jest/globals';
import { createFaultySender, noFaults, sendOverHttp, senderShapes } from '@cardwright/fhir-server';
import type { Faults, SenderShape } from '@cardwright/fhir-server';
import type { Observation } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { sourceKey } from '../../testing/test-source.ts';
import { senderProfiles, senderProofs, senderSecret } from '../testing/sender-profiles.ts';
import { openSite, vitalChart, type Site } from '../testing/open-site.ts';
import { ofPatient, standing } from '../testing/standing.ts';

const patients = ['p1', 'q2'] as const;
const vitals = ['rr', 'hr', 'spo2', 'temp', 'sbp'] as const;
interface Change {
  readonly patient: (typeof patients)[number];
  readonly vital: (typeof vitals)[number];
  readonly kind: 'amend' | 'retract' | 'delete' | 'give away' | 'become something else';
  readonly value: number;
  /** What was changed so far is told now. */
  readonly tells: boolean;
}

const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({
    patient: fc.constantFrom(...patients),
    vital: fc.constantFrom(...vitals),
    kind: fc.oneof(
      { weight: 1, arbitrary: fc.constant('amend' as const) },
      { weight: 1, arbitrary: fc.constantFrom('retract', 'delete', 'give away', 'become something else') },
    ),
    value: fc.integer({ min: 90, max: 99 }),
    tells: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);
const share = fc.constantFrom(0, 0.3, 0.7);
const faults: fc.Arbitrary<Partial<Faults>> = fc.record({
  loss: fc.constantFrom(0.3, 0.7, 1),
  duplication: share,
  reordering: share,
  delay: share,
  wrongSignature: share,
  counterRestart: share,
  bundling: share,
  interludes: share,
});

// The services load once.
beforeAll(async () => (await openSite()).close(), 60_000);

test.each(Object.keys(senderProfiles).filter((name): name is SenderShape => name in senderProfiles))(
  'whatever %s loses, repeats and mixes up, a sweep ends in the assessments of the clean run',
  async (shape) => {
    await fc.assert(
      fc.asyncProperty(changes, faults, fc.nat(), async (made, wrong, seed) => {
        const clean = await publishedAfter('backport-r4', made, noFaults, seed);
        expect(await publishedAfter(shape, made, wrong, seed)).toEqual(clean);
      }),
      { numRuns: 5, seed: 20_261_121, endOnFailure: true },
    );
  },
  30_000,
);

/** What stands at the source in the end. The clean run is not swept at its end. */
async function publishedAfter(shape: SenderShape, made: readonly Change[], wrong: Partial<Faults>, seed: number) {
  const authentication = { pathKey: { secrets: [sourceKey] }, ...senderProofs[senderShapes[shape].signs] };
  const chart = patients.flatMap((patient) => vitalChart().map((resource) => ofPatient(resource, patient)));
  const site = await openSite({ source: { manage: false, profile: senderProfiles[shape], authentication }, chart });
  try {
    // What the first evaluations read is seen by the second sweep in its versions: the last one then finds what changed, and no more.
    await site.turn();
    await site.turn();
    const sender = createFaultySender({
      seed,
      shape,
      faults: wrong,
      send: sendOverHttp(`${site.host.publicBaseUrl}/subscriptions/ward/${sourceKey}`, fetch),
      baseUrl: site.source.fhirServer,
      resourceTypes: ['Observation'],
      secret: senderSecret,
      topic: 'http://topic.example/x',
    });
    site.server.repository.observe(sender);
    const tell = async () => {
      expect((await sender.flush()).wronglyAnswered).toEqual([]);
      await site.idle();
    };
    for (const change of made) {
      await make(site, change);
      if (change.tells) await tell();
    }
    await tell();
    if (wrong !== noFaults) await site.turn();
    return await standing(site.fhir);
  } finally {
    await site.close();
  }
}

const signal = () => AbortSignal.timeout(5_000);

async function make(site: Site, { patient, vital, kind, value }: Change): Promise<void> {
  const id = `${patient}-${vital}`;
  site.pass(1_000);
  if (kind === 'delete') return site.fhir.delete('Observation', id, signal());
  const before = vitalChart().find((resource) => resource.id === vital);
  if (before?.resourceType !== 'Observation') throw new Error(`The chart has no ${vital}.`);
  const other = patients.find((one) => one !== patient) ?? patient;
  const amended: Observation = {
    ...before,
    id,
    subject: { reference: `Patient/${kind === 'give away' ? other : patient}` },
    valueQuantity: { ...before.valueQuantity, value },
    ...(kind === 'retract' && { status: 'entered-in-error' }),
    ...(kind === 'become something else' && { code: { coding: [{ system: 'http://loinc.org', code: '2160-0' }] } }),
  };
  await site.fhir.update({ ...amended, id }, signal());
}
