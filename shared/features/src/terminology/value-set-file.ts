import type { Code } from '@cardwright/fhir';

/** A code of the expansion. */
export interface ListedCode extends Code {
  /** In a set of answers: what the answer means. */
  readonly category?: string;
  /** Which part of the sources it is from, where the set is put together of several. */
  readonly source?: string;
  /** Why a refresh keeps the code although no published value set of `expandFrom` holds it. */
  readonly keep?: string;
}

/** A published value set that is expanded by `cardwright terminology refresh`. */
export interface ExpandFrom {
  /** Canonical URL without a version. */
  readonly valueSet: string;
  readonly version?: string;
  /** Only codes of these systems are taken. */
  readonly systems?: readonly string[];
}

/** What a terminology server said of an expansion. */
export interface ExpandedFrom {
  readonly valueSet: string;
  readonly version?: string;
  readonly identifier?: string;
  readonly timestamp?: string;
  /** `system|version`. */
  readonly codeSystems?: readonly string[];
}

/** A value set as its JSON file writes it (`value-set.schema.json`, which has the words for every member). */
export interface ValueSetFile {
  readonly $schema?: string;
  readonly id: string;
  readonly version: number;
  readonly date: string;
  readonly title: string;
  readonly description?: string;
  readonly source: string;
  readonly codes: readonly ListedCode[];
  readonly prefixes?: readonly {
    readonly system: string;
    readonly prefix: string;
    readonly display?: string;
    readonly excluding?: readonly string[];
  }[];
  readonly panels?: readonly Code[];
  readonly names?: readonly string[];
  readonly notNames?: readonly string[];
  readonly complete?: readonly { readonly system: string; readonly why: string }[];
  readonly leftOut?: readonly (Code & { readonly why: string })[];
  readonly filledBySite?: true;
  readonly expandFrom?: readonly ExpandFrom[];
  readonly expanded?: { readonly date: string; readonly from: readonly ExpandedFrom[] };
  readonly hash?: string;
}
