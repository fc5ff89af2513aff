import { codeKey, type Code, type ValueSet } from '@cardwright/fhir';
import type { FeatureDeclaration, FeatureDeclarations } from '../declaration.ts';

/** Changes of a resource type that somebody wants to hear of. */
export interface ChangeCriteria {
  readonly type: string;
  /** With one of these codes, sorted; absent: all of the type. */
  readonly codes?: readonly Code[];
}

/** What listens: the features of a service, and the resource types whose changes it evaluates anew on. */
export interface Listener {
  readonly features: FeatureDeclarations;
  readonly notifications: readonly string[];
}

/**
 * What has to be asked of a server to hear of everything that concerns the listeners, one entry for each type, sorted. Codes narrow
 * Observations alone, as in the prefetch: of every other type a resource without a known code may concern a feature too (a
 * medication is recognised by its name, a diagnosis by a category of codes), which no search can say.
 */
export function deriveCriteria(listeners: Iterable<Listener>): readonly ChangeCriteria[] {
  const byType = new Map<string, Map<string, Code>>();
  for (const { features, notifications } of listeners) {
    for (const type of notifications) {
      const codes = byType.get(type) ?? new Map<string, Code>();
      byType.set(type, codes);
      if (type !== 'Observation') continue;
      for (const declaration of Object.values(features))
        for (const code of observationCodes(declaration)) codes.set(codeKey(code), code);
    }
  }
  return [...byType]
    .filter(([type, codes]) => type !== 'Observation' || codes.size > 0)
    .map(([type, codes]) => ({ type, ...(codes.size === 0 ? {} : { codes: sorted(codes) }) }))
    .toSorted((a, b) => (a.type < b.type ? -1 : 1));
}

/** With the panels that hold a value of the set as a component. */
function observationCodes(declaration: FeatureDeclaration): readonly Code[] {
  switch (declaration.kind) {
    case 'observation-number':
    case 'observation-category':
    case 'genotype':
      return codesOf(declaration.codes);
    default:
      return [];
  }
}

const codesOf = ({ codes, panels = [] }: ValueSet): readonly Code[] => [...codes, ...panels];

const sorted = (codes: ReadonlyMap<string, Code>): readonly Code[] =>
  [...codes].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, { system, code }]) => ({ system, code }));
