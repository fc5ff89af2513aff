import { CardwrightError } from '@cardwright/cds-service';
import type { Suggestion } from '@cardwright/cds-service';
import type { ServiceRequest } from '@medplum/fhirtypes';

export interface OrderSuggestion {
  /** What the button says. */
  readonly label: string;
  /** What the action does; some clients show only this text. */
  readonly description: string;
  /** See `draftServiceRequest`. */
  readonly resource: ServiceRequest;
  readonly isRecommended?: true | undefined;
  /** Given by the caller; needed for feedback on the suggestion. */
  readonly uuid?: string | undefined;
}

/**
 * A suggestion with one action (Epic takes no more) that creates a draft order.
 * @throws CardwrightError `card-invalid` when the order is not a draft with intent order, subject and code, or has an id.
 */
export function orderSuggestion({ label, description, resource, isRecommended, uuid }: OrderSuggestion): Suggestion {
  const { status, intent, subject, code, id } = resource;
  if (status !== 'draft' || intent !== 'order' || !subject?.reference || !code || id !== undefined)
    throw new CardwrightError(
      'card-invalid',
      'an order suggestion needs a new draft with intent order, subject and code',
    );
  return {
    label,
    ...(uuid ? { uuid } : {}),
    ...(isRecommended ? { isRecommended } : {}),
    actions: [{ type: 'create', description, resource }],
  };
}
