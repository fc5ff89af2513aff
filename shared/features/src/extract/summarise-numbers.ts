import type { Feature } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import type { ObservationFact } from '@cardwright/fhir';
import { absent } from '../absent.ts';
import { absence, type Chosen, type FactQuery } from '../choose-fact.ts';
import { coverageGap, truncationGap } from '../coverage-gap.ts';
import type { ObservationNumber } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { unitOfPick } from '../feature-type.ts';
import { recordedEffective } from '../recorded-effective.ts';
import { msOf, resolveWindow } from '../resolve-window.ts';
import { roundHalfUp } from '../round-half-up.ts';
import { mean, median, sampleDeviation, slopePerDay, sum } from '../statistics.ts';
import { collectNumbers, type CollectedNumbers } from './collect-numbers.ts';
import type { ReadNumber } from './read-number.ts';

type Value = Chosen<ReadNumber>;

/** What was computed, from which results (the newest first), and how, in words. */
interface Summary {
  readonly value: number;
  readonly used: readonly ObservationFact[];
  readonly derivation: string;
}

/** A number computed from several results of the window. `count` is 0 when the whole answer holds none. */
export function summariseNumbers(declaration: ObservationNumber, x: Extraction, query: FactQuery): Feature {
  const collected = collectNumbers(x, query, declaration);
  const { pick } = declaration;
  const needsAll = pick !== 'delta-from-previous' || collected.values.length < 2;
  const gap = needsAll ? (coverageGap(x, query.keys) ?? truncationGap(x, query.keys)) : undefined;
  if (gap) return gap;
  if (pick !== 'count' && collected.values.length === 0) return absence(x, query.keys, collected.passed);
  const summary = summarise(declaration, x, query, collected);
  return 'status' in summary ? summary : fromSummary(declaration, x, summary);
}

function fromSummary(declaration: ObservationNumber, x: Extraction, { value, used, derivation }: Summary): Feature {
  const { decimals, timeToLive, usual, pick } = declaration;
  const [newest] = used;
  const references = [...new Set(used.map(({ reference }) => reference))];
  if (timeToLive && newest?.event && newest.event.start < x.asOf - msOf(timeToLive))
    return absent('stale', [newest.reference], 'the newest result is older than the feature allows');
  if (!Number.isFinite(value)) return absent('no-value', references, 'the number is too large');
  const effective = newest && recordedEffective(newest.observation);
  const rounded = decimals === undefined || pick === 'count' ? value : roundHalfUp(value, decimals);
  const isValue = pick === 'mean' || pick === 'median';
  return {
    status: 'present',
    value: rounded,
    unit: unitOfPick(declaration),
    ...(effective !== undefined && { effective }),
    references,
    derivation,
    ...(isValue && usual && (rounded < usual[0] || rounded > usual[1]) && { unusual: true }),
  };
}

function summarise(
  declaration: ObservationNumber,
  x: Extraction,
  query: FactQuery,
  { values, measured }: CollectedNumbers,
): Summary | Feature {
  const numbers = values.map(({ value }) => value.value);
  const used = values.map(({ fact }) => fact);
  const of = (value: number, what: string): Summary => ({
    value,
    used,
    derivation: `${what} of ${used.length} results`,
  });
  switch (declaration.pick) {
    case 'count':
      return { value: measured.length, used: measured, derivation: 'number of results' };
    case 'mean':
      return of(mean(numbers), 'mean');
    case 'median':
      return of(median(numbers), 'median');
    case 'sum':
      return of(sum(numbers), 'sum');
    case 'sd':
      return values.length < 2 ? needsTwo(used) : of(sampleDeviation(numbers), 'sample standard deviation');
    case 'slope-per-day': {
      const slope = slopePerDay(values.map(({ fact, value }) => ({ at: fact.event?.start ?? 0, value: value.value })));
      return slope === undefined ? needsTwo(used) : of(slope, 'least-squares slope per day');
    }
    case 'delta-from-previous':
      return difference(values[0], values[1], 'latest minus previous');
    case 'delta-from-baseline':
      return deltaFromBaseline(declaration, x, query, values[0]);
    default:
      throw new CardwrightError('internal', 'This pick is no summary.');
  }
}

function needsTwo(used: readonly ObservationFact[]): Feature {
  const references = used.map(({ reference }) => reference);
  return absent('too-few-values', references, `${used.length} of at least 2 results at different times`);
}

function difference(latest: Value | undefined, other: Value | undefined, derivation: string): Summary | Feature {
  if (!latest || !other) return needsTwo([latest, other].flatMap((value) => (value ? [value.fact] : [])));
  return { value: minus(latest, other.value.value), used: [latest.fact, other.fact], derivation };
}

/** 12 significant digits of the larger term, as conversions keep them: 1.2 - 0.9 is 0.3. */
function minus({ value: { value } }: Value, other: number): number {
  const largest = Math.max(Math.abs(value), Math.abs(other));
  if (largest === 0) return 0;
  const decimals = 11 - Math.floor(Math.log10(largest));
  return decimals >= 0 && decimals <= 100 ? Number((value - other).toFixed(decimals)) + 0 : value - other;
}

function deltaFromBaseline(
  declaration: ObservationNumber,
  x: Extraction,
  { facts }: FactQuery,
  latest: Value | undefined,
): Summary | Feature {
  const { baseline } = declaration;
  if (!baseline) throw new CardwrightError('bad-service', 'The pick "delta-from-baseline" has no baseline.');
  const window = resolveWindow(baseline.window, x);
  if ('status' in window) return window;
  const before = latest?.fact.event?.start ?? -Infinity;
  const older = collectNumbers(x, { facts, window }, declaration).values.filter(
    ({ fact }) => (fact.event?.start ?? Infinity) < before,
  );
  const [newest] = older;
  if (!latest || !newest) return needsTwo(latest ? [latest.fact] : []);
  const { value, used } = baselineOf(baseline.pick, older, newest);
  return {
    value: minus(latest, value),
    used: [latest.fact, ...used],
    derivation: `latest minus ${baseline.pick} of ${older.length} results of the baseline`,
  };
}

/** Among equals the newest. */
function baselineOf(
  pick: NonNullable<ObservationNumber['baseline']>['pick'],
  older: readonly Value[],
  newest: Value,
): { readonly value: number; readonly used: readonly ObservationFact[] } {
  const numbers = older.map(({ value }) => value.value);
  const all = older.map(({ fact }) => fact);
  if (pick === 'mean') return { value: mean(numbers), used: all };
  if (pick === 'median') return { value: median(numbers), used: all };
  const better = (a: Value, b: Value): boolean => {
    if (pick === 'first') return true;
    if (pick === 'latest') return false;
    return pick === 'max' ? b.value.value > a.value.value : b.value.value < a.value.value;
  };
  const chosen = older.reduce((a, b) => (better(a, b) ? b : a), newest);
  return { value: chosen.value.value, used: [chosen.fact] };
}
