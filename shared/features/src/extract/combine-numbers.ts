import type { AbsentFeature, Feature, PresentFeature } from '@cardwright/cds-service';
import { absent } from '../absent.ts';
import { apart } from '../apart.ts';
import type { Duration } from '../declaration.ts';
import { derivedInputs } from '../derived-inputs.ts';
import type { Extraction } from '../extraction.ts';

/** A number from two measured ones. */
interface Formula {
  /** Names of the two features. */
  readonly of: readonly [string, string];
  /** Their units; absent: any. */
  readonly units?: readonly [string, string];
  /** How far apart they may be measured; absent: any distance. */
  readonly within: Duration | undefined;
  readonly compute: (first: number, second: number) => number;
  readonly unit: (first: string, second: string) => string;
  readonly derivation: string;
}

/** The combined number, dated by the later of the two; absent when an input is, or they may not be used together. */
export function combineNumbers(
  { of, units, within, compute, unit, derivation }: Formula,
  x: Extraction,
  lookup: (name: string) => Feature,
): Feature {
  const inputs = derivedInputs(of, lookup);
  if ('status' in inputs) return inputs;
  const [first, second] = inputs;
  const references = [...new Set(inputs.flatMap((input) => input.references))];
  if (!isNumber(first) || !isNumber(second))
    return absent('no-value', references, `${of.join(' or ')} is not a number`);
  if (units && (first.unit !== units[0] || second.unit !== units[1]))
    return absent('no-value', references, `${of[0]} is not in ${units[0]} or ${of[1]} not in ${units[1]}`);
  const gap: AbsentFeature | undefined = within && apart(first, second, within, x);
  if (gap) return gap;
  const value = compute(first.value, second.value);
  if (!Number.isFinite(value)) return absent('implausible', references, 'the result is not a finite number');
  const effective = laterOf(first.effective, second.effective);
  return {
    status: 'present',
    value,
    unit: unit(first.unit, second.unit),
    ...(effective !== undefined && { effective }),
    references,
    derivation,
  };
}

type PresentNumber = PresentFeature & { readonly value: number };

function isNumber(feature: PresentFeature | undefined): feature is PresentNumber {
  return typeof feature?.value === 'number';
}

function laterOf(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Date.parse(b) > Date.parse(a) ? b : a;
}
