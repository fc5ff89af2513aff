import { topic } from '../obligation.ts';

const models = 'logical models of the specification';
const none = undefined;
export const invariants = topic('Invariants (FHIRPath)', [
  ['cds-r-1', none, 'SHALL', '23', 'fhirAuthorization needs fhirServer.', models],
  ['cds-r-2', none, 'SHOULD', '23', 'patient/ scopes come with patient; a warning.', models],
  ['cds-resp-1', none, 'SHALL', '23', 'at-most-one: at most one recommended suggestion.', models],
  ['cds-resp-2', none, 'SHOULD', '23', 'delete: a resourceId and no resource.', models],
  ['cds-resp-3', none, 'SHALL', '23', 'appContext only on smart links.', models],
  ['cds-resp-4', none, 'SHALL', '23', 'Every override reason has a display.', models],
  ['cds-resp-5', none, 'SHALL', '23', 'Every action has a description.', models],
  ['cds-resp-6', none, 'SHALL', '23', 'Suggestions need selectionBehavior.', models],
  ['cds-resp-7', none, 'SHALL', '3', 'actionSelectionBehavior is all, any or at-most-one.', models],
  ['cds-fb-1', none, 'SHALL', '23', 'outcome is accepted or overridden.', models],
  ['cds-fb-2', none, 'SHALL', '23', 'accepted comes with acceptedSuggestions.', models],
  ['cds-fb-3', none, 'SHALL', '23', 'overrideReason has a reason, a comment or both.', models],
  ['ord-1', none, 'SHALL', '23', 'A selection is Type/id.', models],
]);
