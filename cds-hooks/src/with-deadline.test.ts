import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { withDeadline } from './with-deadline.ts';

describe('withDeadline', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test('gives what the work gives and leaves no timer behind', async () => {
    await expect(withDeadline(1_000, async (signal) => signal.aborted)).resolves.toBe(false);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('leaves no timer behind when the work fails', async () => {
    await expect(withDeadline(1_000, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(jest.getTimerCount()).toBe(0);
  });

  test('aborts after the deadline, not before', async () => {
    let signal: AbortSignal | undefined;
    const work = withDeadline(1_000, (given) => {
      signal = given;
      return new Promise<void>((resolve) => given.addEventListener('abort', () => resolve()));
    });
    jest.advanceTimersByTime(999);
    expect(signal?.aborted).toBe(false);
    jest.advanceTimersByTime(1);
    await work;
    expect(signal?.reason).toMatchObject({ name: 'TimeoutError' });
  });
});
