import type { SubscriptionNotification } from '../notification-event.ts';
import type { HeardState } from './heard-state.ts';

/** A notification's part about one subscription, and when it came. */
export interface Heard {
  readonly atMs: number;
  /** Numbers count up by one for each event; otherwise they say nothing. */
  readonly isMonotonic: boolean;
  readonly notification: Pick<SubscriptionNotification, 'type' | 'status' | 'eventCount'> & {
    readonly events: readonly { readonly number?: bigint; readonly timestamp?: string }[];
  };
}

/** More numbers than this beyond a gap are not remembered one by one: a sweep does it. */
export const maxAhead = 1_000;

/** The numbers while they are worked with. */
interface Numbers {
  epoch: number;
  contiguous: bigint;
  ahead: Set<bigint>;
  highest: bigint;
  newestAtMs: number | undefined;
  epochAtMs: number | undefined;
  needsSweep: boolean;
}

/**
 * What is known of a subscription after one more notification. Pure; in any order, any number of times. A number that comes again is a repetition
 * unless it happened after the newest known: then the source counts anew (restored, restarted, created again), which is a new epoch, and
 * what went unheard in between is for a sweep. A heartbeat or handshake that counts less says the same.
 */
export function observeHeard(before: HeardState | undefined, { atMs, isMonotonic, notification }: Heard): HeardState {
  const { type, status, eventCount, events } = notification;
  const numbers = numbersOf(before);
  if (isMonotonic) {
    const isFirst = before === undefined;
    for (const event of events.toSorted(byNumber)) {
      const { number } = event;
      if (number === undefined || number <= 0n) continue;
      takeNumber(numbers, number, timeOf(event.timestamp), isFirst);
    }
    if (type !== 'event-notification' && eventCount !== undefined) takeCount(numbers, eventCount, isFirst);
    advance(numbers);
  }
  const isGap = numbers.contiguous < numbers.highest;
  const saidStatus = status ?? before?.status;
  return {
    heardAtMs: Math.max(atMs, before?.heardAtMs ?? 0),
    ...(saidStatus !== undefined && { status: saidStatus }),
    ...written(numbers),
    ...(isGap && { gapSinceMs: before?.gapSinceMs ?? atMs }),
    ...(before?.checkedAtMs !== undefined && { checkedAtMs: before.checkedAtMs }),
  };
}

/** All up to `highest` is accounted for by a sweep or an answer of the source that came after it was known. */
export function closeGap(state: HeardState, highest: string): HeardState {
  const numbers = numbersOf(state);
  const upTo = BigInt(highest);
  if (numbers.contiguous < upTo) numbers.contiguous = upTo;
  numbers.needsSweep = false;
  advance(numbers);
  const { gapSinceMs, needsSweep, ...rest } = state;
  void needsSweep;
  const isGap = numbers.contiguous < numbers.highest;
  return { ...rest, ...written(numbers), ...(isGap && gapSinceMs !== undefined && { gapSinceMs }) };
}

function takeNumber(numbers: Numbers, number: bigint, atMs: number | undefined, isFirst: boolean): void {
  const { newestAtMs, epochAtMs } = numbers;
  // Sent before the source began to count anew: its number means nothing now.
  if (atMs !== undefined && epochAtMs !== undefined && atMs < epochAtMs && number > numbers.highest) return;
  if (isFirst && numbers.highest === 0n) numbers.contiguous = number - 1n;
  else if (number <= numbers.contiguous) {
    if (atMs === undefined || newestAtMs === undefined) {
      // Again, or anew: nothing tells them apart.
      numbers.needsSweep = true;
      return;
    }
    if (atMs <= newestAtMs) return;
    beginEpoch(numbers, 0n);
    numbers.epochAtMs = atMs;
  }
  numbers.ahead.add(number);
  if (number > numbers.highest) numbers.highest = number;
  if (atMs !== undefined && atMs > (numbers.newestAtMs ?? -Infinity)) numbers.newestAtMs = atMs;
}

function takeCount(numbers: Numbers, count: bigint, isFirst: boolean): void {
  if (isFirst && numbers.highest === 0n) {
    numbers.contiguous = count;
    numbers.highest = count;
  } else if (count < numbers.contiguous) beginEpoch(numbers, count);
  else if (count > numbers.highest) numbers.highest = count;
}

function beginEpoch(numbers: Numbers, contiguous: bigint): void {
  numbers.epoch += 1;
  numbers.contiguous = contiguous;
  numbers.ahead = new Set();
  numbers.highest = contiguous;
  numbers.needsSweep = true;
}

function advance(numbers: Numbers): void {
  if (numbers.ahead.size > maxAhead) {
    numbers.contiguous = numbers.highest;
    numbers.needsSweep = true;
  }
  while (numbers.ahead.has(numbers.contiguous + 1n)) numbers.contiguous += 1n;
  for (const one of numbers.ahead) if (one <= numbers.contiguous) numbers.ahead.delete(one);
  if (numbers.highest < numbers.contiguous) numbers.highest = numbers.contiguous;
}

function numbersOf(state: HeardState | undefined): Numbers {
  return {
    epoch: state?.epoch ?? 1,
    contiguous: BigInt(state?.contiguous ?? 0),
    ahead: new Set(state?.ahead.map(BigInt) ?? []),
    highest: BigInt(state?.highest ?? 0),
    newestAtMs: state?.newestAtMs,
    epochAtMs: state?.epochAtMs,
    needsSweep: state?.needsSweep ?? false,
  };
}

const written = ({ epoch, contiguous, ahead, highest, newestAtMs, epochAtMs, needsSweep }: Numbers) => ({
  epoch,
  contiguous: String(contiguous),
  ahead: [...ahead].toSorted(byValue).map(String),
  highest: String(highest),
  ...(newestAtMs !== undefined && { newestAtMs }),
  ...(epochAtMs !== undefined && { epochAtMs }),
  ...(needsSweep && { needsSweep: true as const }),
});

const byValue = (a: bigint, b: bigint): number => (a < b ? -1 : 1);

const byNumber = (
  { number: a = 0n }: { readonly number?: bigint },
  { number: b = 0n }: { readonly number?: bigint },
) => (a < b ? -1 : a > b ? 1 : 0);

function timeOf(timestamp: string | undefined): number | undefined {
  const time = timestamp?.includes('T') === true ? Date.parse(timestamp) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
