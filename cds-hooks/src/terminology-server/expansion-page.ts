import type { ExpandedFrom } from '@cardwright/features';
import type { Code } from '@cardwright/fhir';

/** One page of an expansion, as a terminology server gave it. */
export interface ExpansionPage {
  /** Codes that may be charted, the nested ones among them; systems as our files spell them. */
  readonly codes: readonly Code[];
  /** Entries of the page, abstract ones included: what `offset` counts. */
  readonly entries: number;
  /** Entries of the whole expansion, where the server says so. */
  readonly total?: number;
  /** Where the page begins; absent from a server that does not page. */
  readonly offset?: number;
  /** The server says that codes are lacking. */
  readonly isIncomplete: boolean;
  readonly said: Omit<ExpandedFrom, 'valueSet'>;
}
