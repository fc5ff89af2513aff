import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Task } from '@medplum/fhirtypes';
import { openWard, type Ward } from '../testing/ward.ts';

const aki = 'aki-kdigo';
const day = 24 * 60;
const signal = () => AbortSignal.timeout(5_000);
let ward: Ward;
beforeEach(async () => {
  ward = await openWard({ service: aki, file: 'ratio-2.json' });
  await ward.answer();
});
afterEach(() => ward.host.store.close());

async function onlyTask(): Promise<Task & { readonly id: string }> {
  const [task, ...others] = await ward.all('Task');
  if (task?.id === undefined || others.length > 0) throw new Error('there is not one Task');
  return { ...task, id: task.id };
}
/** A newer creatinine than any of the case. */
async function measure(value: number, minutes: number): Promise<void> {
  const [newest] = (await ward.all('Observation')).toSorted((a, b) =>
    (a.effectiveDateTime ?? '') < (b.effectiveDateTime ?? '') ? 1 : -1,
  );
  if (newest?.valueQuantity === undefined) throw new Error('the case has no creatinine');
  const effectiveDateTime = ward.at(minutes);
  await ward.fhir.create(
    { ...newest, effectiveDateTime, issued: effectiveDateTime, valueQuantity: { ...newest.valueQuantity, value } },
    signal(),
  );
  ward.setMinutes(minutes + 1);
}
/** As the first result of the case, which is the baseline. */
const recovered = 1;

test('it proposes what the guideline says, at the stage that is met', async () => {
  expect(await onlyTask()).toMatchObject({
    status: 'requested',
    intent: 'proposal',
    description: expect.stringContaining('AKI stage 2'),
    for: { reference: 'Patient/p1' },
  });
});

test('a higher stage rewords the open Task and leaves what people made of it', async () => {
  const task = await onlyTask();
  await ward.fhir.update({ ...task, status: 'accepted', owner: { reference: 'Practitioner/1' } }, signal());
  await measure(5, 10);
  await ward.answer();
  expect(await onlyTask()).toMatchObject({
    id: task.id,
    status: 'accepted',
    owner: { reference: 'Practitioner/1' },
    description: expect.stringContaining('AKI stage 3'),
  });
});

test('a Task that is done is not opened again by the same stage, and a higher one gives another', async () => {
  const task = await onlyTask();
  await ward.fhir.update({ ...task, status: 'completed' }, signal());
  ward.setMinutes(5);
  await ward.answer();
  expect(await onlyTask()).toMatchObject({ status: 'completed' });
  await measure(5, 10);
  await ward.answer();
  expect((await ward.all('Task')).map(({ status }) => status).toSorted()).toEqual(['completed', 'requested']);
});

test('a Task that is done stays done when a lower stage follows', async () => {
  await measure(5, 10);
  await ward.answer();
  await ward.fhir.update({ ...(await onlyTask()), status: 'completed' }, signal());
  await measure(2, 3 * day);
  await ward.answer();
  expect(await onlyTask()).toMatchObject({ status: 'completed' });
});

test('two days without a stage: cancelled, or noted where somebody works on it', async () => {
  await measure(recovered, day);
  await ward.answer();
  expect(await onlyTask()).toMatchObject({ status: 'requested' });
  ward.setMinutes(2 * day);
  await ward.answer();
  expect(await onlyTask()).toMatchObject({ status: 'cancelled', statusReason: { text: expect.any(String) } });
});

test('one that somebody has taken on is noted, not cancelled', async () => {
  await ward.fhir.update({ ...(await onlyTask()), status: 'in-progress' }, signal());
  await measure(recovered, 2 * day);
  await ward.answer();
  expect(await onlyTask()).toMatchObject({ status: 'in-progress', note: [{ text: expect.any(String) }] });
});
