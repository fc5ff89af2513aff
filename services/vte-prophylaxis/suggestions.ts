import type { HookContext, Suggestion } from '@cardwright/cds-service';
import { draftServiceRequest, orderSuggestion } from '@cardwright/cards';
import { codeIn } from '@cardwright/features';
import type { MedicationRequest } from '@medplum/fhirtypes';
import type { Means } from './thresholds.ts';
import { anticoagulants, mechanicalProphylaxis } from './value-sets.ts';

const reason = 'Prevention of venous thromboembolism';

/**
 * Drafts of what the row of the source names. Heparins without a dose, because the sources give none; not at all where bleeding,
 * a disorder of it or heparin-induced thrombocytopenia is on record or not excluded. None is marked as recommended: the choice is clinical.
 */
export function suggestionsFor(means: Means, isCautious: boolean, context: HookContext): readonly Suggestion[] {
  const hasHeparins = means !== 'none' && means !== 'mechanical' && !isCautious;
  const hasCompression = means === 'anticoagulant' ? isCautious : means !== 'none';
  return [
    ...(hasHeparins ? [heparin('enoxaparin', '67108', context), heparin('heparin', '5224', context)] : []),
    ...(hasCompression ? [compression(context)] : []),
  ];
}

const compression = ({ patientId, encounterId }: HookContext): Suggestion =>
  orderSuggestion({
    label: 'Order intermittent pneumatic compression',
    description: 'Creates a draft order: Intermittent pneumatic compression',
    resource: draftServiceRequest({
      patientId,
      encounterId,
      code: { coding: [codeIn(mechanicalProphylaxis, '443448006')], text: 'Intermittent pneumatic compression' },
      reason,
    }),
  });

const heparin = (name: string, code: string, context: HookContext): Suggestion => ({
  label: `Add a draft for ${name}, dose open`,
  actions: [
    {
      type: 'create',
      description: `Adds a draft order for ${name} without a dose, to be completed and signed if nothing speaks against it.`,
      resource: draftMedication(name, code, context),
    },
  ],
});

const draftMedication = (name: string, code: string, { patientId, encounterId }: HookContext): MedicationRequest => ({
  resourceType: 'MedicationRequest',
  status: 'draft',
  intent: 'order',
  medicationCodeableConcept: { coding: [{ ...codeIn(anticoagulants, code) }], text: name },
  subject: { reference: `Patient/${patientId}` },
  ...(encounterId === undefined ? {} : { encounter: { reference: `Encounter/${encounterId}` } }),
  reasonCode: [{ text: reason }],
});
