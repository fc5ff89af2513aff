import { codeSetIndex, type Code, type ValueSet } from '@cardwright/fhir';
import type { SiteOverlay } from '../config/config.ts';
import type { ExaminedService } from './patient-answers.ts';
import type { UnknownCode } from './unknown-codes.ts';

export interface OverlayInput {
  readonly services: readonly ExaminedService[];
  readonly unknown: readonly { readonly shown: UnknownCode; readonly words: readonly string[] }[];
  /** Days within which a fact would have to lie to be used, by service and feature. */
  readonly olderFacts: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** As the configuration file has it, so that it can be pasted; `silent` shows nothing to anybody. */
export interface ProposedServices {
  readonly [id: string]: { readonly status: 'silent'; readonly overlay: SiteOverlay };
}

/**
 * What would mend what was seen: local codes whose words are those of a value set, windows that reach what is there. Words are a
 * guess, and a longer window is a clinical decision: a person approves each line.
 */
export function proposeOverlay({ services, unknown, olderFacts }: OverlayInput): ProposedServices {
  return Object.fromEntries(
    services.flatMap(({ id, declarations }) => {
      const valueSets = Object.fromEntries(
        setsByType(declarations).flatMap(([set, resourceTypes]): readonly [string, readonly Code[]][] => {
          const codes = unknown.filter((one) => resourceTypes.has(one.shown.resourceType) && means(one.words, set));
          return codes.length === 0 ? [] : [[set.id, codes.map(({ shown }) => toCode(shown))]];
        }),
      );
      const windows = Object.fromEntries([...(olderFacts.get(id) ?? [])].map(([name, days]) => [name, { days }]));
      const overlay = {
        ...(Object.keys(valueSets).length > 0 && { valueSets }),
        ...(Object.keys(windows).length > 0 && { windows }),
      };
      return Object.keys(overlay).length === 0 ? [] : [[id, { status: 'silent' as const, overlay }] as const];
    }),
  );
}

const toCode = ({ system, code, display }: UnknownCode): Code => ({
  system,
  code,
  ...(display !== undefined && { display }),
});

/** Sets in which a local code may be: of results and of diagnoses. Drugs are recognised by their ingredients. */
const typesOfKind: Readonly<Record<string, readonly string[]>> = {
  'observation-number': ['Observation'],
  'observation-category': ['Observation'],
  condition: ['Condition'],
  'condition-count': ['Condition'],
  procedure: ['Procedure'],
  'procedure-count': ['Procedure'],
};

function setsByType(
  declarations: ExaminedService['declarations'],
): readonly (readonly [ValueSet, ReadonlySet<string>])[] {
  const sets = new Map<string, readonly [ValueSet, Set<string>]>();
  for (const declaration of Object.values(declarations)) {
    const types = typesOfKind[declaration.kind];
    if (types === undefined || !('codes' in declaration)) continue;
    const known = sets.get(declaration.codes.id) ?? ([declaration.codes, new Set<string>()] as const);
    for (const type of types) known[1].add(type);
    sets.set(declaration.codes.id, known);
  }
  return [...sets.values()];
}

/** By the set's own names; where it has none, when all words of its id stand in the text (`total-cholesterol`). */
function means(words: readonly string[], set: ValueSet): boolean {
  if (set.names !== undefined && set.names.length > 0) return words.some((text) => codeSetIndex(set).hasName(text));
  const wanted = set.id.split('-').filter((word) => word.length > 2);
  return wanted.length > 0 && words.some((text) => wanted.every((word) => wordsOf(text).has(word)));
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().split(/[^\p{L}\p{N}]+/u));
