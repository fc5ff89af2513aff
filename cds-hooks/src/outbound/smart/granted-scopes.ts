import type { FhirInteraction } from '@cardwright/fhir';

/** What a token is good for, as its answer says. */
export interface GrantedScopes {
  readonly permits: (type: string, interaction: FhirInteraction) => boolean;
  /** Scopes that were asked for and are not wholly granted. */
  readonly missing: readonly string[];
}

interface Scope {
  readonly type: string;
  readonly letters: ReadonlySet<string>;
}

/**
 * Reads `scope` of a token's answer; absent, it is what was asked for (RFC 6749 §5.1). A grant that is narrowed by a query
 * (`system/Observation.rs?category=…`) counts only where it was asked for like that: what it leaves out would look like nothing recorded.
 */
export function readGrantedScopes(granted: string | undefined, asked: readonly string[]): GrantedScopes {
  const words = granted === undefined ? asked : granted.split(/\s+/);
  const scopes = words.flatMap((word) => (word.includes('?') && !asked.includes(word) ? [] : (parseScope(word) ?? [])));
  const permits = (type: string, letter: string) =>
    scopes.some((scope) => (scope.type === type || scope.type === '*') && scope.letters.has(letter));
  const missing = asked.filter((word) => {
    const scope = parseScope(word);
    return scope === undefined
      ? !words.includes(word)
      : ![...scope.letters].every((letter) => permits(scope.type, letter));
  });
  return { permits, missing };
}

const lettersOf: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };

/** Of the system only: scopes of a user or a patient say nothing of a backend service. */
function parseScope(word: string): Scope | undefined {
  const [, type, permission = ''] =
    /^system\/([A-Z][A-Za-z]*|\*)\.(read|write|\*|[cruds]{1,5})(?:\?.*)?$/.exec(word) ?? [];
  return type === undefined ? undefined : { type, letters: new Set(lettersOf[permission] ?? permission) };
}
