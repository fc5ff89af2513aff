import type { SourceCapabilities } from '../source-capabilities.ts';
import type { HeardState } from './heard-state.ts';

/** What is to be done about a subscription: ask for the events that are missing, sweep, or see whether it still stands. */
export type HeardNeed =
  | { readonly need: 'events'; readonly since: string; readonly until: string }
  | { readonly need: 'sweep'; readonly reason: 'gap' | 'silence' };

/** Where the source retries for less, a notification may still be under way for this long. */
const minGraceMs = 5_000;
/** Heartbeats that may fail to come before it is looked into. */
const heartbeatsMissed = 2.5;

/** Pure. A gap is waited for until the source has stopped trying; silence until two heartbeats and a half have not come. */
export function judgeHeard(
  state: HeardState,
  {
    retryWindowSeconds,
    hasEventsOperation,
    heartbeatSeconds,
  }: Pick<SourceCapabilities, 'retryWindowSeconds' | 'hasEventsOperation' | 'heartbeatSeconds'>,
  nowMs: number,
): HeardNeed | undefined {
  const graceMs = Math.max(retryWindowSeconds * 1_000, minGraceMs);
  if (state.needsSweep === true) return { need: 'sweep', reason: 'gap' };
  if (state.gapSinceMs !== undefined && nowMs - state.gapSinceMs >= graceMs) {
    const since = String(BigInt(state.contiguous) + 1n);
    return hasEventsOperation ? { need: 'events', since, until: state.highest } : { need: 'sweep', reason: 'gap' };
  }
  const quietSinceMs = Math.max(state.heardAtMs, state.checkedAtMs ?? 0);
  const isSilent = heartbeatSeconds !== undefined && nowMs - quietSinceMs > heartbeatsMissed * heartbeatSeconds * 1_000;
  return isSilent ? { need: 'sweep', reason: 'silence' } : undefined;
}
