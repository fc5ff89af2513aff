import { describe, expect, test } from '@jest/globals';
import type { Escalation, Evaluation } from '@cardwright/cds-service';
import { decideEscalation, type EscalationQuestion, type Raised } from './decide-escalation.ts';

const policy: Escalation = {
  resource: 'Flag',
  thresholds: ['high', 'medium'],
  text: 'Deterioration',
  release: { afterMinutes: 60, reason: 'The source asks for hourly observations.' },
};
const at = (minutes: number) => new Date(Date.UTC(2026, 2, 2, 9, minutes)).toISOString();

function evaluation(minutes: number, ...met: readonly string[]): Evaluation {
  const thresholds = met.map((id) => ({ id, when: id, source: 'Paper' }));
  return {
    id: 'e',
    service: 's',
    version: 'v',
    engine: { cardwright: '0', onnxruntime: '0', node: '0' },
    trigger: 'notification',
    patient: 'p',
    asOf: at(minutes),
    outcome: 'assessed',
    reasons: [],
    missing: [],
    features: { asOf: at(minutes), features: {} },
    predictions: [],
    assessment: { risks: [], thresholds, notes: [], missing: [] },
    cards: [],
  };
}
const ask = (now: Evaluation, before?: Raised, change: Partial<EscalationQuestion> = {}) =>
  decideEscalation({
    policy,
    evaluation: now,
    isCorrected: false,
    isQuiet: false,
    ...(before === undefined ? {} : { before }),
    ...change,
  });
const raised = (threshold: string, raisedAt: number, lastMetAt = raisedAt, crossedAt = raisedAt): Raised => ({
  threshold,
  raisedAt: at(raisedAt),
  crossedAt: at(crossedAt),
  lastMetAt: at(lastMetAt),
});

test('nothing stands and nothing is met: nothing', () => {
  expect(ask(evaluation(0))).toBeUndefined();
  expect(ask(evaluation(0, 'low'))).toBeUndefined();
});

describe('up', () => {
  test('at once, by the most urgent that is met', () => {
    expect(ask(evaluation(0, 'low', 'medium', 'high'))).toEqual({
      escalated: { state: 'raised', threshold: 'high' },
      after: raised('high', 0),
    });
  });
  test('a more urgent threshold raises again, and it stands since before', () => {
    expect(ask(evaluation(5, 'high'), raised('medium', 0))).toEqual({
      escalated: { state: 'raised', threshold: 'high' },
      after: raised('high', 0, 5, 5),
    });
  });
  test('the same is kept, and its time moves on', () => {
    expect(ask(evaluation(5, 'medium'), raised('medium', 0))).toEqual({
      escalated: { state: 'kept', threshold: 'medium' },
      after: raised('medium', 0, 5),
    });
  });
  test('in a quiet period without news it is suppressed; what stands is not touched by it', () => {
    expect(ask(evaluation(0, 'high'), undefined, { isQuiet: true })).toEqual({
      escalated: { state: 'suppressed', threshold: 'high' },
    });
    expect(ask(evaluation(5, 'high'), raised('high', 0), { isQuiet: true })?.escalated.state).toBe('kept');
  });
});

describe('down', () => {
  test('held until it has not been met for the declared time, then released', () => {
    const before = raised('medium', 0, 10);
    expect(ask(evaluation(69), before)).toEqual({
      escalated: { state: 'held', threshold: 'medium', until: at(70) },
      after: before,
    });
    expect(ask(evaluation(70), before)).toEqual({ escalated: { state: 'released', threshold: 'medium' } });
  });
  test('to a less urgent threshold by the same rule', () => {
    const before = raised('high', 0);
    expect(ask(evaluation(59, 'medium'), before)?.escalated).toEqual({
      state: 'held',
      threshold: 'high',
      until: at(60),
    });
    expect(ask(evaluation(60, 'medium'), before)).toEqual({
      escalated: { state: 'lowered', threshold: 'medium' },
      after: raised('medium', 0, 60),
    });
  });
  test('without a declared time it is that against flicker', () => {
    const { release: _, ...bare } = policy;
    expect(ask(evaluation(59), raised('high', 0), { policy: bare })?.escalated.state).toBe('held');
    expect(ask(evaluation(60), raised('high', 0), { policy: bare })?.escalated.state).toBe('released');
  });
  test.each(['insufficient-data', 'not-applicable'] as const)('%s: at once', (outcome) => {
    expect(ask({ ...evaluation(1), outcome }, raised('high', 0))).toEqual({
      escalated: { state: 'released', threshold: 'high' },
    });
  });
  test('a correction: at once', () => {
    expect(ask(evaluation(1), raised('high', 0), { isCorrected: true })?.escalated.state).toBe('released');
    expect(ask(evaluation(1, 'medium'), raised('high', 0), { isCorrected: true })?.escalated).toEqual({
      state: 'lowered',
      threshold: 'medium',
    });
  });
  test('what failed says nothing', () => {
    const before = raised('high', 0);
    expect(ask({ ...evaluation(500), outcome: 'failed' }, before)?.after).toEqual(before);
    expect(ask({ ...evaluation(500), outcome: 'failed' })).toBeUndefined();
  });
  test('a threshold that is declared no more gives way to any that is', () => {
    expect(ask(evaluation(5, 'medium'), raised('gone', 0))?.escalated).toEqual({
      state: 'raised',
      threshold: 'medium',
    });
  });
});

test('about a threshold it flickers once, not at every evaluation', () => {
  let before: Raised | undefined;
  const states = Array.from({ length: 12 }, (_, index) => {
    const answer = ask(evaluation(index * 10, ...(index % 2 === 0 ? ['medium'] : [])), before);
    before = answer?.after;
    return answer?.escalated.state;
  });
  expect(states.filter((state) => state === 'raised')).toHaveLength(1);
  expect(states).not.toContain('released');
});

test('whatever came before: once the time is over, the same chart leads to the same end', () => {
  const histories = [[], ['high'], ['medium', 'high'], ['high', 'medium', '']];
  const ends = histories.map((history) => {
    const last = history.reduce<Raised | undefined>(
      (before, met, index) => ask(evaluation(index, ...(met === '' ? [] : [met])), before)?.after,
      undefined,
    );
    return ask(evaluation(200, 'medium'), last)?.after?.threshold;
  });
  expect(ends).toEqual(['medium', 'medium', 'medium', 'medium']);
});
