import type {
  CodeableConcept,
  Medication,
  MedicationAdministration,
  MedicationDispense,
  MedicationRequest,
  MedicationStatement,
  Reference,
  Resource,
} from '@medplum/fhirtypes';
import type { PatientRecord } from './patient-record.ts';

/** Resources that name a medication. */
export type MedicationUse = MedicationRequest | MedicationStatement | MedicationAdministration | MedicationDispense;

/**
 * Everything that says what the medication is: `medicationCodeableConcept`; the code and the active ingredients of the
 * Medication behind `medicationReference`, be it contained (`#id`), relative, absolute or `urn:uuid:`; and the printed
 * text of the reference. Empty when nothing does: such a medication is unreadable, not absent.
 */
export function medicationConcepts(use: MedicationUse, record: Pick<PatientRecord, 'resolve'>): CodeableConcept[] {
  const { medicationCodeableConcept: concept, medicationReference: reference } = use;
  return [...(concept ? [concept] : []), ...referredConcepts(reference, use, record)];
}

function referredConcepts(
  reference: Reference | undefined,
  container: MedicationUse | Medication,
  record: Pick<PatientRecord, 'resolve'>,
): CodeableConcept[] {
  if (!reference) return [];
  const text = reference.display ? [{ text: reference.display }] : [];
  const target = follow(reference.reference, container, record);
  return [...(target?.resourceType === 'Medication' ? conceptsOf(target, record) : []), ...text];
}

function conceptsOf(medication: Medication, record: Pick<PatientRecord, 'resolve'>): CodeableConcept[] {
  const active = (medication.ingredient ?? []).filter(({ isActive }) => isActive !== false);
  return [
    ...(medication.code ? [medication.code] : []),
    ...active.flatMap(({ itemCodeableConcept, itemReference }) => [
      ...(itemCodeableConcept ? [itemCodeableConcept] : []),
      ...ingredientConcept(follow(itemReference?.reference, medication, record)),
    ]),
  ];
}

/** One step only: an ingredient that is itself a Medication gives its code, not its own ingredients. */
function ingredientConcept(item: Resource | undefined): CodeableConcept[] {
  return (item?.resourceType === 'Medication' || item?.resourceType === 'Substance') && item.code ? [item.code] : [];
}

function follow(
  reference: string | undefined,
  container: MedicationUse | Medication,
  record: Pick<PatientRecord, 'resolve'>,
): Resource | undefined {
  if (!reference?.startsWith('#')) return record.resolve(reference);
  return container.contained?.find(({ id }) => `#${id}` === reference);
}
