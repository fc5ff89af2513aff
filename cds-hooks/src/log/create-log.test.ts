import { describe, expect, jest, test } from '@jest/globals';
import { createLog } from './create-log.ts';
import { logCrash } from './log-crash.ts';

const canary = 'Canarywell';

function lines(level?: string) {
  const written: string[] = [];
  const log = createLog({ level, destination: { write: (line) => void written.push(line) } });
  return { log, written, last: () => JSON.parse(written.at(-1) ?? '{}') as Record<string, unknown> };
}

describe('createLog', () => {
  test('keeps the fields of the list and tells how many it leaves out', () => {
    const { log, last } = lines();
    log.info({ source: 'ward', attempts: 2, patient: canary, [`the ${canary}`]: 1 }, 'patient not answered');
    expect(last()).toMatchObject({
      source: 'ward',
      attempts: 2,
      leftOut: 2,
      msg: 'patient not answered',
    });
  });

  test.each([
    ['an error', new Error(canary)],
    ['an error as err', { err: new Error(canary) }],
    ['an error as error', { error: new Error(canary) }],
    ['a cause', { code: new Error('x', { cause: canary }) }],
    ['a resource in an allowed field', { step: { resourceType: 'Patient', name: [{ family: canary }] } }],
    ['a list of resources', { services: [{ id: canary }] }],
    ['a map by name', { failed: { [canary]: 1 } }],
    ['headers', { headers: { authorization: canary } }],
  ])('%s brings nothing of a patient', (_what, given) => {
    const { log, written } = lines('trace');
    log.debug(given, 'something');
    expect(written).toHaveLength(1);
    expect(written[0]).not.toContain(canary);
  });

  test('an error without a text of ours has no text', () => {
    const { log, last, written } = lines();
    log.error(new TypeError(canary));
    log.error({ err: new TypeError(canary) });
    expect(last()).toMatchObject({ kind: 'object', msg: 'without a text' });
    expect(written.join('')).not.toContain(canary);
  });

  test("the level is the operator's; one that does not exist is info", () => {
    const quiet = lines('error');
    quiet.log.warn('no');
    expect(quiet.written).toEqual([]);
    const odd = lines('loud');
    odd.log.debug('no');
    odd.log.info('yes');
    expect(odd.written).toHaveLength(1);
  });
});

test('a crash is one line with kind and places, without the message, and ends the process', () => {
  const { log, last, written } = lines();
  const on = jest.spyOn(process, 'on').mockReturnValue(process);
  const ended: number[] = [];
  logCrash(log, (code) => void ended.push(code));
  const [, crash] = on.mock.calls.find(([name]) => name === 'uncaughtException') ?? [];
  on.mockRestore();
  crash?.(new TypeError(`cannot read ${canary}\n    at ${canary} (file.ts:1:2)\nof null`));
  expect(ended).toEqual([70]);
  expect(last()).toMatchObject({ kind: 'TypeError', msg: 'crashed', frames: expect.any(Array) });
  expect(written.join('')).not.toContain(canary);
});
