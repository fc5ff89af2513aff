import { CardwrightError } from '@cardwright/cds-service';
import type { FeatureDeclaration, FeatureDeclarations, Genotype, ObservationNumber } from './declaration.ts';
import { differenceUnit, quotientUnit } from './units/composed-unit.ts';

/** What a feature gives when it has a value, so that a model's signature can be held against it. */
export type FeatureType =
  | { readonly kind: 'number'; /** UCUM. */ readonly unit: string }
  | { readonly kind: 'boolean'; readonly unit: '{boolean}' }
  | {
      readonly kind: 'category';
      readonly unit: '{category}';
      /** Every value it can have; absent when the list is open (encounter classes). */
      readonly categories?: readonly string[];
    };

const yesNo: FeatureType = { kind: 'boolean', unit: '{boolean}' };

/** The type of a declared feature. Throws `bad-service` when it is not declared, or derives from itself. */
export function featureType(declarations: FeatureDeclarations, name: string): FeatureType {
  return typeOf(declarations, name, []);
}

function typeOf(declarations: FeatureDeclarations, name: string, path: readonly string[]): FeatureType {
  const declaration = Object.hasOwn(declarations, name) ? declarations[name] : undefined;
  if (!declaration || path.includes(name))
    throw new CardwrightError('bad-service', 'A feature derives from itself or from one that is not declared.', {
      name,
    });
  if (declaration.kind !== 'ratio') return ownType(declaration);
  const [of, to] = [declaration.of, declaration.to].map((part) => typeOf(declarations, part, [...path, name]));
  return number(quotientUnit(of?.unit ?? '1', to?.unit ?? '1'));
}

function ownType(declaration: Exclude<FeatureDeclaration, { kind: 'ratio' }>): FeatureType {
  switch (declaration.kind) {
    case 'observation-number':
      return number(unitOfPick(declaration));
    case 'observation-category':
      return declaration.asBoolean ? yesNo : category(Object.keys(declaration.categories));
    case 'medication-daily-dose':
      return number(declaration.give === 'unread' ? '1' : (declaration.unit ?? 'mg/d'));
    case 'sex':
      return category(['female', 'male']);
    case 'race':
      return category(withOther(Object.keys(declaration.categories), declaration.fallback));
    case 'encounter-class':
      return { kind: 'category', unit: '{category}' };
    case 'encounter-unit':
      return category(declaration.units);
    case 'genotype':
      return genotypeType(declaration);
    case 'age':
      return number(declaration.in === 'months' ? 'mo' : 'a');
    case 'length-of-stay':
    case 'time-since':
      return number(declaration.in);
    default:
      return fixedTypes[declaration.kind];
  }
}

/** Pairs of alleles are not listed: there are thousands. */
function genotypeType({ values, otherValue, alleles, hlaAllele, conflictValue }: Genotype): FeatureType {
  if (alleles !== undefined) return { kind: 'category', unit: '{category}' };
  const carriage = hlaAllele === undefined ? [] : [hlaAllele.carrier, hlaAllele.notCarrier];
  const known = [...new Set([...Object.keys(values), ...carriage])];
  return category(withOther(withOther(known, otherValue), conflictValue));
}

const number = (unit: string): FeatureType => ({ kind: 'number', unit });
const category = (categories: readonly string[]): FeatureType => ({
  kind: 'category',
  unit: '{category}',
  categories,
});
const withOther = (values: readonly string[], other: string | undefined): readonly string[] =>
  other === undefined || values.includes(other) ? values : [...values, other];

/** The unit of what is computed: of a difference where values are compared, per day for a slope, `1` for a count. */
export function unitOfPick({ pick, unit: { canonical } }: Pick<ObservationNumber, 'pick' | 'unit'>): string {
  switch (pick) {
    case 'count':
      return '1';
    case 'sd':
    case 'delta-from-previous':
    case 'delta-from-baseline':
      return differenceUnit(canonical);
    case 'slope-per-day':
      return quotientUnit(differenceUnit(canonical), 'd');
    default:
      return canonical;
  }
}

/** Kinds whose type does not depend on their members. */
const fixedTypes = {
  condition: yesNo,
  medication: yesNo,
  procedure: yesNo,
  'any-procedure': yesNo,
  'encounter-code': yesNo,
  allergy: yesNo,
  deceased: yesNo,
  threshold: yesNo,
  'any-of': yesNo,
  missing: yesNo,
  'condition-count': number('1'),
  'medication-count': number('1'),
  'procedure-count': number('1'),
  'encounter-count': number('1'),
  'draft-daily-dose': number('mg/d'),
  'derived-egfr': number('mL/min/{1.73_m2}'),
  'derived-bmi': number('kg/m2'),
  'derived-map': number('mm[Hg]'),
  'derived-shock-index': number('/min/mm[Hg]'),
  'derived-corrected-calcium': number('mg/dL'),
  'derived-pf-ratio': number('mm[Hg]'),
} as const satisfies Readonly<Record<string, FeatureType>>;
