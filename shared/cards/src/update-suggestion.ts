import { CardwrightError } from '@cardwright/cds-service';
import type { Suggestion } from '@cardwright/cds-service';
import type { Resource } from '@medplum/fhirtypes';
import { withoutEmpties } from './without-empties.ts';

export interface UpdateSuggestion {
  readonly label: string;
  /** What the action does; some clients show only this text. */
  readonly description: string;
  /** The entire draft with the change made, under the id the client gave it. */
  readonly resource: Resource;
  readonly isRecommended?: true | undefined;
  /** Given by the caller; needed for feedback on the suggestion. */
  readonly uuid?: string | undefined;
}

/**
 * A suggestion with one action that replaces a draft order. Empty elements, which sloppy clients send and FHIR
 * prohibits, are not sent back; everything else stays.
 * @throws CardwrightError `card-invalid` when the draft has no id: the client could not tell which one is meant.
 */
export function updateSuggestion({ label, description, resource, isRecommended, uuid }: UpdateSuggestion): Suggestion {
  const full = withoutEmpties(resource);
  if (!isSameResource(full, resource)) throw new CardwrightError('card-invalid', 'an updated draft needs its id');
  return {
    label,
    ...(uuid ? { uuid } : {}),
    ...(isRecommended ? { isRecommended } : {}),
    actions: [{ type: 'update', description, resource: full }],
  };
}

function isSameResource(value: unknown, original: Resource): value is Resource {
  if (typeof value !== 'object' || value === null || !('resourceType' in value) || !('id' in value)) return false;
  return value.resourceType === original.resourceType && value.id === original.id && original.id !== undefined;
}
