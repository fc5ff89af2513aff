import { afterEach, describe, expect, test } from '@jest/globals';
import { isInForce, isOwnWrite } from '@cardwright/audit';
import { CardwrightError } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';
import { openWard, type Ward, type WardOptions } from '../testing/ward.ts';

const news2 = 'deterioration-news2';
const wards: Ward[] = [];
async function open(options: Partial<WardOptions> = {}): Promise<Ward> {
  const ward = await openWard({ service: news2, file: 'score-7.json', ...options });
  wards.push(ward);
  return ward;
}
afterEach(async () => {
  await Promise.all(wards.splice(0).map(({ host }) => host.store.close()));
});

const signal = () => AbortSignal.timeout(5_000);
const types = ['Device', 'RiskAssessment', 'GuidanceResponse', 'Provenance', 'Flag', 'Task'] as const;
async function written({ all }: Ward): Promise<readonly Resource[]> {
  return (await Promise.all(types.map((type): Promise<readonly Resource[]> => all(type)))).flat();
}
const versions = (resources: readonly Resource[]) =>
  resources.map(({ resourceType, id, meta }) => `${resourceType}/${id}/${meta?.versionId}`);
/** What stands, without what depends on when and how often it was written. */
async function standing(ward: Ward): Promise<readonly unknown[]> {
  return (await written(ward)).filter(isInForce).map(({ id: _, meta: __, ...rest }) => rest);
}
const scoreOf = (resources: readonly { readonly prediction?: { readonly rationale?: string }[] }[]) =>
  resources.map(({ prediction }) => prediction?.[0]?.rationale);
const lower = (ward: Ward, minutes: number) =>
  ward.amend('temp', 37, { effectiveDateTime: ward.at(minutes), id: `temp-${minutes}` });

describe('an assessment', () => {
  test('is published whole: each resource refers to those before it by the id that the server gave', async () => {
    const ward = await open();
    await ward.answer();
    const [device, assessment, guidance, provenance, flag, ...others] = await written(ward);
    expect(others).toEqual([]);
    const reference = (one: Resource | undefined) => `${one?.resourceType}/${one?.id}`;
    expect(assessment).toMatchObject({
      resourceType: 'RiskAssessment',
      status: 'final',
      performer: { reference: reference(device) },
      subject: { reference: 'Patient/p1' },
    });
    expect(guidance).toMatchObject({
      status: 'success',
      performer: { reference: reference(device) },
      moduleUri: `http://127.0.0.1:3000/cds-services/${news2}`,
      contained: [{ parameter: [{ valueReference: { reference: reference(assessment) } }, {}, {}] }],
    });
    expect(provenance).toMatchObject({
      target: [{ reference: reference(guidance) }, { reference: reference(assessment) }],
    });
    expect(flag).toMatchObject({
      status: 'active',
      code: { text: 'NEWS2 asks for a clinical response: score >= 7' },
      extension: [{ valueReference: { reference: reference(assessment) } }],
    });
    expect((await written(ward)).every(isOwnWrite)).toBe(true);
    const [evaluation] = await ward.host.store.listEvaluations({ limit: 1 });
    expect(evaluation?.escalation).toEqual({ state: 'raised', threshold: 'score-7-or-more' });
  });

  test('its basis names the versions that were read', async () => {
    const ward = await open();
    await ward.amend('hr', 112);
    await ward.answer();
    const [{ basis = [] } = {}] = await ward.all('RiskAssessment');
    expect(basis.map(({ reference }) => reference)).toContain('Observation/hr/_history/1');
  });

  test('the same inputs again, later: nothing is written', async () => {
    const ward = await open();
    await ward.answer();
    const before = versions(await written(ward));
    ward.setMinutes(5);
    await ward.answer();
    expect(versions(await written(ward))).toEqual(before);
    expect(await ward.host.metrics.registry.metrics()).toContain(
      `cardwright_assessments_published_total{service="${news2}",result="unchanged"} 1`,
    );
  });

  test('a newer result takes its place, under the same id', async () => {
    const ward = await open();
    await ward.answer();
    const [before] = await ward.all('RiskAssessment');
    ward.setMinutes(10);
    await ward.amend('temp', 39.5, { effectiveDateTime: ward.at(9) });
    await ward.answer();
    const [after, ...others] = await ward.all('RiskAssessment');
    expect(others).toEqual([]);
    expect(after).toMatchObject({ id: before?.id, status: 'final', occurrenceDateTime: ward.at(10) });
    expect(scoreOf([after ?? {}])).toEqual(['NEWS2 score: 8 points, by news2@news2']);
    expect((await ward.all('GuidanceResponse')).map(({ status }) => status)).toEqual(['success', 'success']);
    expect(await ward.all('Device')).toHaveLength(1);
  });

  test('a silent service writes nothing', async () => {
    const ward = await open({ statuses: { [news2]: 'silent' } });
    await ward.answer();
    expect(await written(ward)).toEqual([]);
  });

  test('a store that forgot everything leads to the same resources', async () => {
    const ward = await open();
    await ward.answer();
    const before = (await written(ward)).map(({ id }) => id);
    await forget(ward);
    await ward.answer();
    expect((await written(ward)).map(({ id }) => id)).toEqual(before);
  });
});

async function forget({ host: { store } }: Ward): Promise<void> {
  for (const collection of ['published', 'device'] as const)
    for (const place of await store.listStates(collection, 'ward')) await store.deleteState(place);
}

describe('missing data', () => {
  test('a GuidanceResponse says which, with what to ask for; no RiskAssessment', async () => {
    const ward = await open({ file: 'too-few-observations.json' });
    await ward.answer();
    expect(await ward.all('RiskAssessment')).toEqual([]);
    const [guidance] = await ward.all('GuidanceResponse');
    expect(guidance?.status).toBe('data-required');
    expect(guidance?.dataRequirement).toContainEqual({
      type: 'Observation',
      codeFilter: [
        { path: 'code', code: expect.arrayContaining([expect.objectContaining({ code: expect.any(String) })]) },
      ],
    });
  });

  test('somebody whom the service is not about is not written about', async () => {
    const ward = await open({ file: 'age-15.json' });
    await ward.answer();
    expect((await written(ward)).filter(({ resourceType }) => resourceType !== 'Device')).toEqual([]);
  });
});

describe('withdrawal', () => {
  const retract = async (ward: Ward) => {
    const vitals = (await ward.all('Observation')).slice(2);
    for (const { id = '', ...rest } of vitals)
      await ward.fhir.update({ ...rest, id, status: 'entered-in-error' }, signal());
  };

  test('retracted inputs: entered in error, the earlier response too, the Flag inactive, a new response', async () => {
    const ward = await open();
    await ward.answer();
    await retract(ward);
    ward.setMinutes(1);
    await ward.answer();
    expect(await ward.all('RiskAssessment')).toMatchObject([{ status: 'entered-in-error', prediction: [{}, {}] }]);
    expect((await ward.all('GuidanceResponse')).map(({ status }) => status).toSorted()).toEqual([
      'data-required',
      'entered-in-error',
    ]);
    expect(await ward.all('Flag')).toMatchObject([{ status: 'inactive', period: { end: ward.at(1) } }]);
    const [evaluation] = await ward.host.store.listEvaluations({ limit: 1 });
    expect(evaluation?.escalation?.state).toBe('released');
  });

  test('outlived inputs: cancelled', async () => {
    const ward = await open();
    await ward.answer();
    ward.setMinutes(13 * 60);
    await ward.answer();
    expect(await ward.all('RiskAssessment')).toMatchObject([{ status: 'cancelled' }]);
    expect(await standing(ward)).toEqual([]);
  });

  test('the patient is none of those any more: cancelled, with a response that says why', async () => {
    const ward = await open();
    await ward.answer();
    const [encounter] = await ward.all('Encounter');
    if (encounter?.id === undefined) throw new Error('the chart has no encounter');
    await ward.fhir.update({ ...encounter, id: encounter.id, status: 'finished' }, signal());
    ward.setMinutes(1);
    await ward.answer();
    expect(await standing(ward)).toEqual([]);
    const [, guidance] = await ward.all('GuidanceResponse');
    expect(JSON.stringify(guidance)).toContain('withdrawn (cancelled)');
    const before = versions(await written(ward));
    await ward.amend('hr', 60);
    await ward.answer();
    expect(versions(await written(ward))).toEqual(before);
  });

  test('an amended value: the assessment is that of the amended one, and the Flag does not wait', async () => {
    const ward = await open();
    await ward.answer();
    ward.setMinutes(1);
    await ward.amend('temp', 37);
    await ward.amend('rr', 12);
    await ward.amend('hr', 60);
    await ward.answer();
    expect(scoreOf(await ward.all('RiskAssessment'))).toEqual(['NEWS2 score: 2 points, by news2@news2']);
    expect(await ward.all('Flag')).toMatchObject([{ status: 'inactive' }]);
    expect((await ward.all('GuidanceResponse')).map(({ status }) => status).toSorted()).toEqual([
      'entered-in-error',
      'success',
    ]);
  });

  test('what comes back stands again, under the same id', async () => {
    const ward = await open();
    await ward.answer();
    const [first] = await ward.all('RiskAssessment');
    await retract(ward);
    await ward.answer();
    for (const { id = '', ...rest } of (await ward.all('Observation')).slice(2))
      await ward.fhir.update({ ...rest, id, status: 'final' }, signal());
    for (const { id = '', ...rest } of await ward.all('Observation'))
      await ward.fhir.update({ ...rest, id, status: 'final' }, signal());
    await ward.answer();
    expect(await ward.all('RiskAssessment')).toMatchObject([{ id: first?.id, status: 'final' }]);
    expect(await ward.all('Flag')).toMatchObject([{ status: 'active' }]);
  });
});

describe('a Flag', () => {
  test('about its threshold: raised once, held, released when its time is over, raised again', async () => {
    const ward = await open();
    await ward.answer();
    const states: unknown[] = [];
    for (const [minutes, temperature] of [
      [10, 37],
      [20, 38.1],
      [30, 37],
      [79, 37],
    ] as const) {
      ward.setMinutes(minutes);
      await ward.amend('temp', temperature, { effectiveDateTime: ward.at(minutes - 1) });
      await ward.answer();
      const [evaluation] = await ward.host.store.listEvaluations({ limit: 1 });
      states.push(evaluation?.escalation);
    }
    expect(states).toEqual([
      { state: 'held', threshold: 'score-7-or-more', until: ward.at(60) },
      { state: 'kept', threshold: 'score-7-or-more' },
      { state: 'held', threshold: 'score-7-or-more', until: ward.at(80) },
      { state: 'held', threshold: 'score-7-or-more', until: ward.at(80) },
    ]);
    expect(await ward.all('Flag')).toMatchObject([{ status: 'active', meta: { versionId: '1' } }]);
    ward.setMinutes(80);
    const rechecks = await ward.answer();
    expect(await ward.all('Flag')).toMatchObject([
      { status: 'active', code: { text: 'NEWS2 asks for a clinical response: score 5-6' } },
    ]);
    expect(rechecks).toEqual([{ service: news2, atMs: Date.parse(ward.at(140)) }]);
  });

  test('tells when to look again, so that it ends although nothing is notified', async () => {
    const ward = await open();
    const first = await ward.answer();
    expect(first).toEqual([{ service: news2, atMs: Date.parse(ward.at(60)) }]);
  });

  test('in a quiet period without news it is not raised, and the record says so', async () => {
    const ward = await open({
      change: (served) => ({
        ...served,
        service: { ...served.service, manifest: { ...served.service.manifest, quietHours: 4 } },
      }),
    });
    const { store } = ward.host;
    await ward.answer();
    const [evaluation] = await store.listEvaluations({ limit: 1 });
    if (evaluation === undefined) throw new Error('nothing was evaluated');
    const card = { uuid: 'c1', evaluation: evaluation.id, service: news2, patient: 'p1', hookInstance: 'h' };
    await store.recordEvaluation({ ...evaluation, id: 'shown' }, [
      { ...card, evaluation: 'shown', issuedAt: ward.at(0) },
    ]);
    const feedback = { service: news2, card: 'c1', outcome: 'accepted', receivedAt: ward.at(1), body: {} };
    await store.recordFeedback([feedback]);
    await forget(ward);
    for (const flag of await ward.all('Flag')) await ward.fhir.delete('Flag', flag.id ?? '', signal());
    ward.setMinutes(2);
    await ward.answer();
    expect(await ward.all('Flag')).toEqual([]);
    const [quiet] = await store.listEvaluations({ limit: 1 });
    expect(quiet).toMatchObject({
      escalation: { state: 'suppressed', threshold: 'score-7-or-more' },
      suppressed: { quietUntil: ward.at(241), feedbackOn: 'shown' },
    });
    ward.setMinutes(242);
    await ward.answer();
    expect(await ward.all('Flag')).toMatchObject([{ status: 'active' }]);
  });
});

/** The client of a source, which fails before or after its n-th write. */
function failing(fhir: FhirClient, writes: number, when: 'before' | 'after'): FhirClient {
  let left = writes;
  const guard =
    <A extends readonly unknown[], R>(write: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      left -= 1;
      const isNow = left === 0;
      if (isNow && when === 'before') throw new CardwrightError('fhir-unreachable', 'The FHIR server did not answer.');
      const answer = await write(...args);
      if (isNow) throw new CardwrightError('fhir-unreachable', 'The FHIR server did not answer.');
      return answer;
    };
  return {
    ...fhir,
    conditionalUpdate: guard(fhir.conditionalUpdate),
    conditionalCreate: guard(fhir.conditionalCreate),
    update: guard(fhir.update),
  };
}

describe('an end at any point', () => {
  const points = [1, 2, 3, 4, 5].flatMap((writes) =>
    (['before', 'after'] as const).map((when) => [when, writes] as const),
  );
  const stories: readonly (readonly [string, Partial<WardOptions>, (ward: Ward) => Promise<void>])[] = [
    ['a Flag is raised', {}, async () => undefined],
    ['a Task is raised', { service: 'aki-kdigo', file: 'ratio-2.json' }, async () => undefined],
    [
      'a Flag becomes more urgent',
      {},
      async (ward) => {
        await ward.amend('temp', 37);
        await ward.answer();
        ward.setMinutes(1);
        await ward.amend('temp', 39.5, { effectiveDateTime: ward.at(1) });
      },
    ],
    [
      'all is withdrawn',
      {},
      async (ward) => {
        await ward.answer();
        for (const { id = '', ...rest } of await ward.all('Observation'))
          await ward.fhir.update({ ...rest, id, status: 'entered-in-error' }, signal());
        ward.setMinutes(1);
      },
    ],
  ];
  describe.each(stories)('%s', (_name, options, begin) => {
    test.each(points)('%s write %d: done again, it is as if nothing had happened', async (when, writes) => {
      const [clean, broken] = [await open(options), await open(options)];
      for (const ward of [clean, broken]) await begin(ward);
      await clean.answer();
      const end = await broken.answer(failing(broken.fhir, writes, when)).catch((error: unknown) => error);
      if (Array.isArray(end)) expect((await written(broken)).length).toBeGreaterThan(0);
      await broken.answer();
      const strip = async (ward: Ward) =>
        (await written(ward)).map(({ resourceType, ...rest }) => [resourceType, 'status' in rest ? rest.status : '']);
      expect(await strip(broken)).toEqual(await strip(clean));
      expect(await standing(broken)).toEqual(await standing(clean));
    });
  });

  test('ended before the Flag, and over when it is done again: nothing is raised', async () => {
    const ward = await open();
    await expect(ward.answer(failing(ward.fhir, 5, 'before'))).rejects.toMatchObject({ code: 'fhir-unreachable' });
    ward.setMinutes(10);
    await lower(ward, 9);
    await ward.amend('rr', 12, { effectiveDateTime: ward.at(9) });
    await ward.amend('hr', 60, { effectiveDateTime: ward.at(9) });
    await ward.answer();
    expect(await ward.all('Flag')).toEqual([]);
  });
});
