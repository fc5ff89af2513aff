import { afterEach, describe, expect, test } from '@jest/globals';
import { isInForce } from '@cardwright/audit';
import { CardwrightError } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';
import type { ServedService } from '../host.ts';
import { openWard, type Ward, type WardOptions } from '../testing/ward.ts';
import { answerPatient } from './answer-patient.ts';

const news2 = 'deterioration-news2';
const aki = 'aki-kdigo';
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
const types = ['RiskAssessment', 'GuidanceResponse', 'Flag', 'Task'] as const;
const written = async ({ all }: Ward): Promise<readonly Resource[]> =>
  (await Promise.all(types.map((type): Promise<readonly Resource[]> => all(type)))).flat();
const versions = async (ward: Ward) =>
  (await written(ward)).map(({ resourceType, id, meta }) => `${resourceType}/${id}/${meta?.versionId}`);
const standing = async (ward: Ward) => (await written(ward)).filter(isInForce).map(({ resourceType }) => resourceType);
const metric = async ({ host }: Ward, result: string) =>
  (await host.metrics.registry.metrics())
    .split('\n')
    .filter((line) => line.startsWith(`cardwright_assessments_published_total`) && line.includes(`"${result}"`));

/** What serves from now on; `undefined`: nothing does. */
function serve({ host }: Ward, service: string, change: (served: ServedService) => ServedService | undefined): void {
  const next = [...host.services].flatMap(([id, served]): [string, ServedService][] => {
    const changed = id === service ? change(served) : served;
    return changed === undefined ? [] : [[id, changed]];
  });
  Object.assign(host, { services: new Map(next) });
}
const silenced = (served: ServedService): ServedService => ({ ...served, status: 'silent' });
const deaf = (served: ServedService): ServedService => {
  const { service } = served;
  return { ...served, service: { ...service, manifest: { ...service.manifest, notifications: [] } } };
};
const gone = (): undefined => undefined;

describe.each([
  ['silent', silenced],
  ['retired, switched off or removed', gone],
  ['not listening to notifications any more', deaf],
])('a service that is %s', (_name, change) => {
  test('has what it published withdrawn at the next touch: nothing stands, nothing is deleted', async () => {
    const ward = await open();
    await ward.answer();
    expect(await standing(ward)).toEqual(['RiskAssessment', 'Flag']);
    serve(ward, news2, change);
    ward.setMinutes(5);
    await ward.answer();
    expect(await standing(ward)).toEqual([]);
    const note = { text: 'Withdrawn: the service is not in use here any more', time: ward.at(5) };
    expect(await ward.all('RiskAssessment')).toMatchObject([
      { status: 'cancelled', note: expect.arrayContaining([note]), prediction: [{}, {}] },
    ]);
    expect(await ward.all('Flag')).toMatchObject([{ status: 'inactive', period: { end: ward.at(5) } }]);
    expect(await ward.all('GuidanceResponse')).toMatchObject([{ status: 'success', note: [note] }]);
    expect(await metric(ward, 'withdrawn')).toEqual([
      `cardwright_assessments_published_total{service="${news2}",result="withdrawn"} 1`,
    ]);
  });

  test('is asked for nothing more after that', async () => {
    const ward = await open();
    await ward.answer();
    serve(ward, news2, change);
    await ward.answer();
    const before = await versions(ward);
    ward.setMinutes(5);
    await ward.answer();
    expect(await versions(ward)).toEqual(before);
  });

  test('publishes anew when it is active again, under the same ids, although the chart is the same', async () => {
    const ward = await open();
    const { host } = ward;
    const { services } = host;
    await ward.answer();
    const [before] = await ward.all('RiskAssessment');
    serve(ward, news2, change);
    await ward.answer();
    Object.assign(host, { services });
    ward.setMinutes(1);
    await ward.answer();
    expect(await standing(ward)).toEqual(['RiskAssessment', 'Flag']);
    expect(await ward.all('RiskAssessment')).toMatchObject([{ id: before?.id, status: 'final' }]);
    expect((await ward.all('GuidanceResponse')).map(({ note }) => note)).toEqual([undefined]);
  });
});

test('the record of a silent service goes on', async () => {
  const ward = await open();
  await ward.answer();
  serve(ward, news2, silenced);
  await ward.answer();
  expect(await ward.host.store.listEvaluations({ limit: 10 })).toHaveLength(2);
});

test('what only asks for data is noted, too', async () => {
  const ward = await open({ file: 'too-few-observations.json' });
  await ward.answer();
  serve(ward, news2, gone);
  await ward.answer();
  expect(await ward.all('GuidanceResponse')).toMatchObject([{ status: 'data-required', note: [{}] }]);
});

test('a patient who is touched for another service has it withdrawn', async () => {
  const ward = await open({ only: [news2, aki] });
  await ward.answer();
  serve(ward, news2, gone);
  await answerPatient(ward.host, ward.source, { patient: ward.patient, services: [aki] }, signal());
  expect((await ward.all('Flag')).filter(isInForce)).toEqual([]);
  expect(await metric(ward, 'withdrawn')).toHaveLength(1);
});

test('another service that fails does not keep it from being withdrawn, and is told first', async () => {
  const ward = await open({ only: [news2, aki] });
  await ward.answer();
  serve(ward, news2, gone);
  const refused = new CardwrightError('fhir-refused', 'The FHIR server refused.', { status: 403 });
  const conditionalUpdate = () => Promise.reject(refused);
  const source = { ...ward.source, fhir: { ...ward.fhir, conditionalUpdate } };
  const work = { patient: ward.patient, services: [aki] };
  await expect(answerPatient(ward.host, source, work, signal())).rejects.toBe(refused);
  expect(await ward.all('Flag')).toMatchObject([{ status: 'inactive' }]);
});

test('switched off while it publishes: what was published goes at once', async () => {
  const ward = await open();
  const conditionalUpdate: FhirClient['conditionalUpdate'] = async (...values) => {
    serve(ward, news2, gone);
    return ward.fhir.conditionalUpdate(...values);
  };
  await ward.answer({ ...ward.fhir, conditionalUpdate });
  expect(await ward.all('RiskAssessment')).toMatchObject([{ status: 'cancelled' }]);
  expect(await standing(ward)).toEqual([]);
});

test('people come first on a Task: untouched it is cancelled, taken on it is noted once', async () => {
  for (const status of ['requested', 'in-progress'] as const) {
    const ward = await open({ service: aki, file: 'ratio-2.json' });
    await ward.answer();
    const [task] = await ward.all('Task');
    if (task?.id === undefined) throw new Error('no Task was raised');
    await ward.fhir.update({ ...task, id: task.id, status }, signal());
    serve(ward, aki, gone);
    // The note is written; that it was is not known.
    const update: FhirClient['update'] = async (resource, ...rest) => {
      const answer = await ward.fhir.update(resource, ...rest);
      if (resource.resourceType === 'Task') throw new CardwrightError('fhir-unreachable', 'No answer.');
      return answer;
    };
    await expect(ward.answer({ ...ward.fhir, update })).rejects.toMatchObject({ code: 'fhir-unreachable' });
    await ward.answer();
    const [ended] = await ward.all('Task');
    const why = 'The service that raised it is not in use here any more.';
    if (status === 'requested') expect(ended).toMatchObject({ status: 'cancelled', statusReason: { text: why } });
    else expect(ended?.note?.map(({ text }) => text)).toEqual([why]);
  }
});

test('a source that is away: tried again, counted, and nothing is taken for withdrawn', async () => {
  const ward = await open();
  await ward.answer();
  serve(ward, news2, gone);
  const away = () => Promise.reject(new CardwrightError('fhir-unreachable', 'The FHIR server did not answer.'));
  await expect(ward.answer({ ...ward.fhir, search: away, update: away })).rejects.toMatchObject({
    code: 'fhir-unreachable',
  });
  expect(await standing(ward)).toEqual(['RiskAssessment', 'Flag']);
  expect(await metric(ward, 'failed')).toHaveLength(1);
  await ward.answer();
  expect(await standing(ward)).toEqual([]);
});

/** The client of a source, which fails before or after its n-th write. */
function failing(fhir: FhirClient, writes: number, when: 'before' | 'after'): FhirClient {
  let left = writes;
  const update: FhirClient['update'] = async (...values) => {
    left -= 1;
    const error = new CardwrightError('fhir-unreachable', 'The FHIR server did not answer.');
    if (left === 0 && when === 'before') throw error;
    const answer = await fhir.update(...values);
    if (left === 0) throw error;
    return answer;
  };
  return { ...fhir, update };
}

describe('an end at any point', () => {
  const points = [1, 2, 3].flatMap((writes) => (['before', 'after'] as const).map((when) => [when, writes] as const));
  test.each(points)('%s write %d: done again, it is as if nothing had happened', async (when, writes) => {
    const [clean, broken] = [await open(), await open()];
    for (const ward of [clean, broken]) {
      await ward.answer();
      serve(ward, news2, gone);
      ward.setMinutes(1);
    }
    await clean.answer();
    await expect(broken.answer(failing(broken.fhir, writes, when))).rejects.toMatchObject({ code: 'fhir-unreachable' });
    await broken.answer();
    const strip = async (ward: Ward) => (await written(ward)).map(({ meta: _, ...rest }) => rest);
    expect(await strip(broken)).toEqual(await strip(clean));
  });

  test('and active again before it was done again: all of it stands', async () => {
    const ward = await open();
    const { services } = ward.host;
    await ward.answer();
    serve(ward, news2, gone);
    await expect(ward.answer(failing(ward.fhir, 2, 'before'))).rejects.toMatchObject({ code: 'fhir-unreachable' });
    Object.assign(ward.host, { services });
    await ward.answer();
    expect(await standing(ward)).toEqual(['RiskAssessment', 'Flag']);
  });
});
