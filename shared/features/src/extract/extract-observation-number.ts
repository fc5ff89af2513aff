import type { Feature } from '@cardwright/cds-service';
import type { ObservationFact } from '@cardwright/fhir';
import { absent } from '../absent.ts';
import { chooseFact, chooseWorst, type Chosen, type FactQuery } from '../choose-fact.ts';
import { truncationGap } from '../coverage-gap.ts';
import type { ObservationNumber } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { recordedEffective } from '../recorded-effective.ts';
import { msOf, resolveWindow } from '../resolve-window.ts';
import { badnessOf } from './badness-of.ts';
import { collectNumbers } from './collect-numbers.ts';
import { readNumber, type ReadNumber } from './read-number.ts';
import { summariseNumbers } from './summarise-numbers.ts';

/**
 * A number in the declared unit. `latest` and `first` are decided by the newest (oldest) result that says something: if
 * that one is in a refused unit, implausible or unreadable, the feature is absent with that reason, because the chart
 * holds a newer result than any that could stand in for it. Everything that looks at the whole window passes over what
 * cannot be read.
 */
export function extractObservationNumber(
  declaration: ObservationNumber,
  x: Extraction,
  keys: readonly string[],
): Feature {
  const window = resolveWindow(declaration.window, x);
  if ('status' in window) return window;
  const query = { facts: x.record.observations(declaration.codes), window, keys };
  const feature = pickNumber(declaration, x, query);
  return feature.status === 'absent' ? feature : (tooFew(declaration, x, query) ?? feature);
}

function pickNumber(declaration: ObservationNumber, x: Extraction, query: FactQuery): Feature {
  const { pick, decimals } = declaration;
  const read = (fact: ObservationFact) => readNumber(fact, declaration, decimals);
  switch (pick) {
    case 'latest':
    case 'first':
      return oneResult(declaration, x, chooseFact(x, query, read, pick));
    case 'min':
    case 'max':
    case 'worst':
      return oneResult(declaration, x, chooseWorst(x, query, read, badnessOf(declaration)));
    default:
      return summariseNumbers(declaration, x, query);
  }
}

function oneResult(
  { unit, usual, timeToLive }: ObservationNumber,
  x: Extraction,
  chosen: Chosen<ReadNumber> | Feature,
): Feature {
  if ('status' in chosen) return chosen;
  const { fact } = chosen;
  const { value, recorded } = chosen.value;
  if (timeToLive && fact.event && fact.event.start < x.asOf - msOf(timeToLive))
    return absent('stale', [fact.reference], 'the result is older than the feature allows');
  const effective = recordedEffective(fact.observation);
  return {
    status: 'present',
    value,
    unit: unit.canonical,
    ...(effective !== undefined && { effective }),
    references: [fact.reference],
    ...(recorded && { recorded }),
    ...(usual && (value < usual[0] || value > usual[1]) && { unusual: true }),
  };
}

/** The absence of a feature that is there and rests on fewer results than declared. */
function tooFew(declaration: ObservationNumber, x: Extraction, query: FactQuery): Feature | undefined {
  const { minimumCount, pick } = declaration;
  if (minimumCount === undefined) return undefined;
  const { values, measured } = collectNumbers(x, query, declaration);
  const counted = pick === 'count' ? measured : values.map(({ fact }) => fact);
  if (counted.length >= minimumCount) return undefined;
  const references = counted.map(({ reference }) => reference);
  return (
    truncationGap(x, query.keys) ??
    absent('too-few-values', references, `${counted.length} of at least ${minimumCount} results`)
  );
}
