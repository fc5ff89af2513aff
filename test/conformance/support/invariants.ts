import { evalFhirPath } from '@medplum/core';

/** An invariant of the specification's logical models, as published (HL7/cds-hooks input/fsh/invariants). */
export interface Invariant {
  readonly id: string;
  /** FHIRPath from the message to the elements that it holds for. */
  readonly on: string;
  readonly expression: string;
}

export const requestInvariants: readonly Invariant[] = [
  { id: 'cds-r-1', on: '$this', expression: 'fhirAuthorization.exists() implies fhirServer.exists()' },
  { id: 'cds-r-2', on: 'fhirAuthorization', expression: "scope.contains('patient/') implies patient.exists()" },
  { id: 'ord-1', on: 'context.selections', expression: "$this.matches('^[\\\\d\\\\w]+\\\\/[\\\\d\\\\w-.]+$')" },
];

export const responseInvariants: readonly Invariant[] = [
  {
    id: 'cds-resp-1',
    on: 'cards',
    expression: "(selectionBehavior = 'at-most-one') implies suggestions.where(isRecommended).count() <= 1",
  },
  {
    id: 'cds-resp-2',
    on: 'cards.suggestions.actions',
    // Published as `resource.empty()`; to this engine `resourceId` is a choice of `resource[x]` and would count as one.
    expression: "(type = 'delete') implies (resourceId.exists() and resource.resourceType.empty())",
  },
  { id: 'cds-resp-3', on: 'cards.links', expression: "(type != 'smart') implies (appContext.empty())" },
  { id: 'cds-resp-4', on: 'cards.overrideReasons', expression: 'display.exists()' },
  { id: 'cds-resp-5', on: 'cards.suggestions', expression: 'actions.all(description.exists())' },
  { id: 'cds-resp-6', on: 'cards', expression: 'suggestions.exists() implies selectionBehavior.exists()' },
  {
    id: 'cds-resp-7',
    on: 'cards.suggestions',
    expression:
      "actionSelectionBehavior.empty() or actionSelectionBehavior = 'all' or actionSelectionBehavior = 'any' or actionSelectionBehavior = 'at-most-one'",
  },
];

export const feedbackInvariants: readonly Invariant[] = [
  { id: 'cds-fb-1', on: 'feedback', expression: "outcome = 'accepted' or outcome = 'overridden'" },
  { id: 'cds-fb-2', on: 'feedback', expression: "(outcome = 'accepted') implies acceptedSuggestions.exists()" },
  { id: 'cds-fb-3', on: 'feedback.overrideReason', expression: 'reason.exists() or userComment.exists()' },
];

/** Ids of the invariants that a message breaks, by the FHIRPath engine of @medplum/core. */
export function brokenInvariants(message: unknown, invariants: readonly Invariant[]): readonly string[] {
  return invariants
    .filter(({ on, expression }) =>
      (on === '$this' ? [message] : evalFhirPath(on, message)).some(
        (element) => evalFhirPath(expression, element)[0] === false,
      ),
    )
    .map(({ id }) => id);
}
