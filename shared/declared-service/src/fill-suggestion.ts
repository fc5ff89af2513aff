import type { CardAction, HookContext, Suggestion } from '@cardwright/cds-service';
import type { Resource } from '@medplum/fhirtypes';
import type { OrderTemplate, SuggestionTemplate } from './cards-file.ts';

/** A button whose drafts are about the patient, and the encounter where there is one, of the call. */
export function fillSuggestion(
  { label, isRecommended, actions }: SuggestionTemplate,
  context: Pick<HookContext, 'patientId' | 'encounterId'>,
): Suggestion {
  return {
    label,
    ...(isRecommended === true ? { isRecommended } : {}),
    actions: actions.map(({ description, create }): CardAction => ({
      type: 'create',
      description,
      resource: forPatient(create, context),
    })),
  };
}

/** R4: a Task is `for` somebody, an order has a `subject`. */
function forPatient(
  template: OrderTemplate,
  { patientId, encounterId }: Pick<HookContext, 'patientId' | 'encounterId'>,
): Resource {
  const patient = { reference: `Patient/${patientId}` };
  const encounter = encounterId === undefined ? {} : { encounter: { reference: `Encounter/${encounterId}` } };
  return template.resourceType === 'Task'
    ? { ...template, for: patient, ...encounter }
    : { ...template, subject: patient, ...encounter };
}
