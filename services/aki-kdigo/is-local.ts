import type { CodeableConcept, MedicationRequest } from '@medplum/fhirtypes';

/** Routes and forms that reach the kidney little: those that the reproduction of the list leaves out (README). Under the skin is none. */
const localWords =
  /\b(?:eyes?|ophthalmic|ears?|otic|nostrils?|nasal|topical|transdermal|(?<!under the )skin|cutaneous)\b/i;

/** Whether the order is for the eye, ear, nose or skin, by the printed route or the printed name of the product. */
export function isLocal(order: MedicationRequest, concepts: readonly CodeableConcept[]): boolean {
  const routes = (order.dosageInstruction ?? []).flatMap(({ route }) => (route ? [route] : []));
  return [...routes, ...concepts]
    .flatMap(({ text, coding = [] }) => [text, ...coding.map(({ display }) => display)])
    .some((words) => words !== undefined && localWords.test(words));
}
