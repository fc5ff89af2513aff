import { CardwrightError } from '@cardwright/cds-service';
import type { UnitRule, ValueSet } from '@cardwright/fhir';
import type { FeatureDeclaration } from '../declaration.ts';
import type { Notated, ResolveNames } from './features-json.ts';

/**
 * The declaration with its value sets and unit rule in place of their names. One name gives one object, so that features
 * share the index of a value set. Throws `bad-service`, naming the feature and the name that leads nowhere.
 */
export function resolveNames(
  feature: string,
  notated: Notated<FeatureDeclaration>,
  resolve: ResolveNames,
): FeatureDeclaration {
  const codesOf = (codes: ValueSet | string): ValueSet =>
    typeof codes === 'string' ? (resolve.valueSet(codes) ?? unknown(feature, 'value set', codes)) : codes;
  const unitOf = (unit: UnitRule | string): UnitRule =>
    typeof unit === 'string' ? (resolve.unit(unit) ?? unknown(feature, 'unit rule', unit)) : unit;
  if (notated.kind === 'observation-number')
    return { ...notated, codes: codesOf(notated.codes), unit: unitOf(notated.unit) };
  if (notated.kind === 'allergy' || notated.kind === 'encounter-code') {
    const { denials, ...rest } = notated;
    return { ...rest, codes: codesOf(notated.codes), ...(denials !== undefined && { denials: codesOf(denials) }) };
  }
  if (notated.kind === 'medication-daily-dose') {
    const { unlike, ...rest } = notated;
    const words = unlike !== undefined && { unlike: codesOf(unlike) };
    return { ...rest, codes: codesOf(notated.codes), routes: codesOf(notated.routes), ...words };
  }
  return 'codes' in notated ? { ...notated, codes: codesOf(notated.codes) } : notated;
}

function unknown(feature: string, what: string, name: string): never {
  throw new CardwrightError('bad-service', `Feature "${feature}": there is no ${what} named "${name}".`, { feature });
}
