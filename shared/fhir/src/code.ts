import { canonicalSystem } from './canonical-system.ts';

/** A code with its system; compared as `system|code`, never by code alone. */
export interface Code {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

/**
 * A versioned list of codes. `prefixes` serve ICD-10-CM only (a category and its descendants, minus exclusions).
 * `panels` name the observations whose components carry these codes, for queries. `names` are whole words: in a
 * set of medications ingredient names by which one is recognised when it carries no listed code, in a set of conditions
 * names that make a "no" doubtful (`mayMean`). `notNames` are phrases that hold a name and mean another thing. `leftOut`
 * are codes that were read and do not count, whatever their words say. `complete` are systems of which every code that
 * counts is listed; ICD-10-CM is where the set has prefixes.
 */
export interface ValueSet {
  readonly id: string;
  readonly title: string;
  /** Where the list was taken from: publication, value-set OID, or URL. */
  readonly source: string;
  readonly codes: readonly Code[];
  readonly prefixes?: readonly {
    readonly system: string;
    readonly prefix: string;
    readonly excluding?: readonly string[];
  }[];
  readonly panels?: readonly Code[];
  readonly names?: readonly string[];
  readonly notNames?: readonly string[];
  readonly leftOut?: readonly Code[];
  readonly complete?: readonly string[];
}

/** `system|code`, the key of every index; the system in its canonical spelling, whatever the server wrote. */
export const codeKey = (code: { readonly system?: string | undefined; readonly code?: string | undefined }): string =>
  `${code.system === undefined ? '' : canonicalSystem(code.system)}|${code.code ?? ''}`;
