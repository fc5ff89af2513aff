import { CardwrightError } from '@cardwright/cds-service';
import type { Duration, FeatureDeclaration, FeatureDeclarations, Window } from './declaration.ts';
import { featureType, type FeatureType } from './feature-type.ts';
import { basisOf } from './prefetch/prefetch-keys.ts';
import { derivePrefetch } from './prefetch/derive-prefetch.ts';
import { prefetchKeysOf } from './prefetch/prefetch-keys-of.ts';
import { msOf } from './resolve-window.ts';

/**
 * Throws `bad-service` with every contradiction in words, each naming its feature: something derived from a feature that is
 * not declared, from itself, or from one of another type or unit; ranges and windows that hold nothing; two value sets of
 * one id.
 */
export function checkDeclarations(declarations: FeatureDeclarations): void {
  const problems = Object.entries(declarations).flatMap(([name, declaration]) =>
    problemsOf(declarations, name, declaration).map((problem) => `feature "${name}": ${problem}`),
  );
  if (problems.length > 0)
    throw new CardwrightError('bad-service', `The features contradict themselves: ${problems.join('; ')}.`, {
      problems,
    });
  derivePrefetch(declarations);
}

function problemsOf(
  declarations: FeatureDeclarations,
  name: string,
  declaration: FeatureDeclaration,
): readonly string[] {
  const missing = basisOf(declaration).filter((basis) => !Object.hasOwn(declarations, basis));
  if (missing.length > 0) return missing.map((basis) => `there is no feature "${basis}"`);
  try {
    prefetchKeysOf(declarations, name);
  } catch {
    return ['derives from itself'];
  }
  return [...ownProblems(declaration), ...basisProblems(declarations, declaration)];
}

function ownProblems(declaration: FeatureDeclaration): readonly string[] {
  const problems: string[] = [];
  const empty = (what: string) => problems.push(`${what} holds nothing: its low end is above its high end`);
  if ('plausible' in declaration && declaration.plausible && isReversed(declaration.plausible)) empty('plausible');
  if ('usual' in declaration && declaration.usual && isReversed(declaration.usual)) empty('usual');
  if ('window' in declaration && declaration.window) problems.push(...windowProblems(declaration.window));
  if (declaration.kind === 'observation-number' && declaration.baseline)
    problems.push(...windowProblems(declaration.baseline.window));
  return problems;
}

const isReversed = ([low, high]: readonly [number, number]): boolean => low > high;

function windowProblems(window: Window): readonly string[] {
  const hasLength = window.days !== undefined || window.hours !== undefined;
  const until: Duration = window.until ?? {};
  return hasLength && msOf(window) < msOf(until) ? ['the window ends before it begins'] : [];
}

/** Units in which the formulas are written, by kind and member. */
const formulaUnits: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'derived-egfr': { creatinine: 'mg/dL', age: 'a' },
  'derived-bmi': { weight: 'kg', height: 'cm' },
  'derived-map': { systolic: 'mm[Hg]', diastolic: 'mm[Hg]' },
  'derived-shock-index': { heartRate: '/min', systolic: 'mm[Hg]' },
  'derived-corrected-calcium': { calcium: 'mg/dL', albumin: 'g/dL' },
  'derived-pf-ratio': { pao2: 'mm[Hg]', fio2: '%' },
};

function basisProblems(declarations: FeatureDeclarations, declaration: FeatureDeclaration): readonly string[] {
  const typeOf = (name: string): FeatureType => featureType(declarations, name);
  const wrong = (names: readonly string[], kind: FeatureType['kind']) =>
    names.filter((name) => typeOf(name).kind !== kind).map((name) => `"${name}" is not a ${kind}`);
  switch (declaration.kind) {
    case 'threshold':
      return wrong([declaration.of], 'number');
    case 'ratio':
      return wrong([declaration.of, declaration.to], 'number');
    case 'any-of':
      return wrong(declaration.of, 'boolean');
    default:
      return formulaProblems(declaration, typeOf);
  }
}

function formulaProblems(declaration: FeatureDeclaration, typeOf: (name: string) => FeatureType): readonly string[] {
  const members: Readonly<Record<string, unknown>> = { ...declaration };
  return Object.entries(formulaUnits[declaration.kind] ?? {}).flatMap(([member, unit]) => {
    const name = members[member];
    return typeof name !== 'string' || typeOf(name).unit === unit ? [] : [`"${name}" is not in ${unit}`];
  });
}
