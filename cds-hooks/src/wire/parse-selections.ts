import type { Resource } from '@medplum/fhirtypes';
import { CardwrightError } from '@cardwright/cds-service';
import { parseReference } from '@cardwright/fhir';
import { maxDrafts, type DraftOrders } from './parse-draft-orders.ts';

/** `Type/id` of what is selected, and what was let in with a note. */
export interface Selections {
  readonly selections: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Selections as `Type/id`: relative, absolute and versioned references, the fullUrl of an entry, or the id alone. Where
 * the call says nothing of selections, every draft is selected; where the list is empty, none is.
 * Error: `bad-request` when it is no list of texts; `too-large` over `maxDrafts` of them.
 */
export function parseSelections(value: unknown, drafts: Pick<DraftOrders, 'orders' | 'urls'>): Selections {
  if (value === undefined || value === null) return { selections: drafts.orders.map(referenceTo), notes: [] };
  const selections = [...new Set(asTexts(value).flatMap((text) => selected(text, drafts)))];
  const known = new Set(drafts.orders.map(referenceTo));
  const lost = selections.some((selection) => !known.has(selection));
  return { selections, notes: lost ? ['context.selections names an order that is not in context.draftOrders.'] : [] };
}

function asTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return refuse('selections must be array');
  if (value.length > maxDrafts)
    throw new CardwrightError('too-large', `context.selections has more than ${maxDrafts} entries.`);
  return value.map((text: unknown, index) =>
    typeof text === 'string' ? text : refuse(`selections/${index} must be string`),
  );
}

function refuse(problem: string): never {
  throw new CardwrightError('bad-request', `The call is not a CDS Hooks request: /context/${problem}.`);
}

function selected(text: string, { orders, urls }: Pick<DraftOrders, 'orders' | 'urls'>): readonly string[] {
  const entry = urls.get(text);
  if (entry !== undefined) return [referenceTo(entry)];
  const target = parseReference(text);
  if (target !== undefined) return [`${target.type}/${target.id}`];
  const byId = orders.filter(({ id }) => id !== undefined && (id === text || text === `urn:uuid:${id}`));
  return byId.length > 0 ? byId.map(referenceTo) : [text];
}

const referenceTo = ({ resourceType, id }: Resource): string => `${resourceType}/${id ?? ''}`;
