/**
 * Runs `work` under one deadline: the signal it is given aborts after `deadlineMs` (reason: a `TimeoutError`), and the
 * timer ends with the work. `AbortSignal.timeout` would keep one timer for every answered call until it fires.
 */
export async function withDeadline<Answer>(
  deadlineMs: number,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new DOMException('The deadline has passed.', 'TimeoutError')),
    deadlineMs,
  );
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}
