import type { HookContext, Suggestion } from '@cardwright/cds-service';
import { codeIn } from '@cardwright/features';
import type { MedicationRequest } from '@medplum/fhirtypes';
import type { Reading } from './reading.ts';
import { naloxone } from './value-sets.ts';

/** A draft of a naloxone spray where the source offers it and none is on record or drafted. Dose and amount are the prescriber's. */
export function naloxoneSuggestions({ patientId, encounterId }: HookContext, reading: Reading): readonly Suggestion[] {
  if (reading.thresholds.length === 0 || reading.hasNaloxone) return [];
  const resource: MedicationRequest = {
    resourceType: 'MedicationRequest',
    status: 'draft',
    intent: 'order',
    medicationCodeableConcept: { coding: [codeIn(naloxone, '1725059')], text: 'Naloxone nasal spray' },
    subject: { reference: `Patient/${patientId}` },
    ...(encounterId !== undefined && { encounter: { reference: `Encounter/${encounterId}` } }),
    reasonCode: [{ text: 'To keep at hand: risk of opioid overdose' }],
  };
  return [
    {
      label: 'Draft a naloxone nasal spray',
      isRecommended: true,
      actions: [
        {
          type: 'create',
          description: 'Creates a draft prescription: naloxone nasal spray; directions and amount to be completed',
          resource,
        },
      ],
    },
  ];
}
