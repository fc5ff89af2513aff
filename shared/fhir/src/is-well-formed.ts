import type { Resource } from '@medplum/fhirtypes';
import { isObject } from './is-object.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * True when every element that this product reads has the JSON type that FHIR gives it. Chart data comes from outside,
 * so a resource that is not what its type says is refused as a whole rather than half read. Absent elements and
 * elements that nobody reads are not looked at. Plain property reads, because this runs for every resource of a call.
 */
export function isWellFormed(resource: Resource): boolean {
  const fields: unknown = resource;
  if (!isObject(fields) || !text(fields.id) || !meta(fields.meta) || !listOf(contained, fields.contained)) return false;
  switch (resource.resourceType) {
    case 'Observation':
      return observation(fields);
    case 'Condition':
      return condition(fields);
    case 'MedicationRequest':
    case 'MedicationStatement':
      return medicationUse(fields);
    case 'Medication':
      return concept(fields.code) && listOf(ingredient, fields.ingredient);
    case 'MedicationAdministration':
      return (
        text(fields.status) &&
        concept(fields.medicationCodeableConcept) &&
        reference(fields.medicationReference) &&
        text(fields.effectiveDateTime) &&
        period(fields.effectivePeriod)
      );
    case 'Procedure':
      return (
        text(fields.status) && concept(fields.code) && text(fields.performedDateTime) && period(fields.performedPeriod)
      );
    case 'AllergyIntolerance':
      return allergy(fields);
    case 'Encounter':
      return encounter(fields);
    case 'Patient':
      return patient(fields);
    default:
      return true;
  }
}

function observation(fields: Fields): boolean {
  return (
    text(fields.status) &&
    concept(fields.code) &&
    values(fields) &&
    listOf(component, fields.component) &&
    listOf(concept, fields.category) &&
    text(fields.effectiveDateTime) &&
    text(fields.effectiveInstant) &&
    period(fields.effectivePeriod) &&
    timing(fields.effectiveTiming) &&
    text(fields.issued) &&
    reference(fields.encounter) &&
    listOf(reference, fields.focus)
  );
}

function condition(fields: Fields): boolean {
  return (
    concept(fields.code) &&
    // STU3 wrote these two as plain codes, and clients still mix them in.
    (text(fields.clinicalStatus) || concept(fields.clinicalStatus)) &&
    (text(fields.verificationStatus) || concept(fields.verificationStatus)) &&
    listOf(concept, fields.category) &&
    text(fields.onsetDateTime) &&
    period(fields.onsetPeriod) &&
    text(fields.abatementDateTime) &&
    period(fields.abatementPeriod) &&
    text(fields.recordedDate) &&
    reference(fields.encounter)
  );
}

function allergy(fields: Fields): boolean {
  return (
    concept(fields.code) &&
    (text(fields.clinicalStatus) || concept(fields.clinicalStatus)) &&
    (text(fields.verificationStatus) || concept(fields.verificationStatus)) &&
    text(fields.onsetDateTime) &&
    period(fields.onsetPeriod) &&
    text(fields.recordedDate) &&
    listOf((value) => isObject(value) && concept(value.substance), fields.reaction)
  );
}

function encounter(fields: Fields): boolean {
  return (
    text(fields.status) &&
    coding(fields.class) &&
    listOf(concept, fields.type) &&
    concept(fields.serviceType) &&
    concept(fields.priority) &&
    optional(fields.hospitalization, (stay) => concept(stay.admitSource) && concept(stay.dischargeDisposition)) &&
    period(fields.period) &&
    reference(fields.partOf)
  );
}

function medicationUse(fields: Fields): boolean {
  return (
    text(fields.status) &&
    text(fields.intent) &&
    flag(fields.doNotPerform) &&
    concept(fields.medicationCodeableConcept) &&
    reference(fields.medicationReference) &&
    text(fields.authoredOn) &&
    text(fields.effectiveDateTime) &&
    period(fields.effectivePeriod) &&
    text(fields.dateAsserted) &&
    listOf(dosage, fields.dosageInstruction) &&
    listOf(dosage, fields.dosage)
  );
}

function patient(fields: Fields): boolean {
  return (
    text(fields.birthDate) &&
    text(fields.gender) &&
    flag(fields.deceasedBoolean) &&
    text(fields.deceasedDateTime) &&
    listOf((link) => isObject(link) && text(link.type) && reference(link.other), fields.link) &&
    listOf(extension, fields.extension)
  );
}

function component(value: unknown): boolean {
  return isObject(value) && concept(value.code) && values(value);
}

function values(fields: Fields): boolean {
  return (
    quantity(fields.valueQuantity) &&
    concept(fields.valueCodeableConcept) &&
    text(fields.valueString) &&
    number(fields.valueInteger) &&
    flag(fields.valueBoolean) &&
    concept(fields.dataAbsentReason)
  );
}

function ingredient(value: unknown): boolean {
  return (
    isObject(value) && concept(value.itemCodeableConcept) && reference(value.itemReference) && flag(value.isActive)
  );
}

function dosage(value: unknown): boolean {
  return (
    isObject(value) &&
    text(value.text) &&
    timing(value.timing) &&
    flag(value.asNeededBoolean) &&
    concept(value.asNeededCodeableConcept) &&
    listOf(doseAndRate, value.doseAndRate) &&
    optional(value.maxDosePerPeriod, (ratio) => quantity(ratio.numerator) && quantity(ratio.denominator))
  );
}

function doseAndRate(value: unknown): boolean {
  return (
    isObject(value) &&
    quantity(value.doseQuantity) &&
    optional(value.doseRange, (range) => quantity(range.low) && quantity(range.high))
  );
}

function timing(value: unknown): boolean {
  return optional(
    value,
    (fields) => listOf(text, fields.event) && concept(fields.code) && optional(fields.repeat, timingRepeat),
  );
}

function timingRepeat(repeat: Fields): boolean {
  return (
    period(repeat.boundsPeriod) &&
    number(repeat.frequency) &&
    number(repeat.period) &&
    text(repeat.periodUnit) &&
    listOf(text, repeat.timeOfDay) &&
    listOf(text, repeat.dayOfWeek) &&
    listOf(text, repeat.when)
  );
}

function extension(value: unknown): boolean {
  return (
    isObject(value) &&
    text(value.url) &&
    text(value.valueCode) &&
    text(value.valueString) &&
    coding(value.valueCoding) &&
    concept(value.valueCodeableConcept) &&
    listOf(extension, value.extension)
  );
}

/** Only a contained Medication is ever read. */
function contained(value: unknown): boolean {
  if (!isObject(value) || typeof value.resourceType !== 'string' || !text(value.id)) return false;
  return value.resourceType !== 'Medication' || (concept(value.code) && listOf(ingredient, value.ingredient));
}

function meta(value: unknown): boolean {
  return optional(
    value,
    (fields) =>
      text(fields.lastUpdated) &&
      text(fields.versionId) &&
      listOf(coding, fields.security) &&
      listOf(coding, fields.tag),
  );
}

function concept(value: unknown): boolean {
  return value === undefined || (isObject(value) && text(value.text) && listOf(coding, value.coding));
}

function coding(value: unknown): boolean {
  return value === undefined || (isObject(value) && text(value.system) && text(value.code) && text(value.display));
}

function quantity(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isObject(value) || !number(value.value) || !text(value.unit)) return false;
  return text(value.system) && text(value.code) && text(value.comparator);
}

function period(value: unknown): boolean {
  return value === undefined || (isObject(value) && text(value.start) && text(value.end));
}

function reference(value: unknown): boolean {
  return value === undefined || (isObject(value) && text(value.reference) && text(value.display));
}

function text(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function number(value: unknown): boolean {
  return value === undefined || typeof value === 'number';
}

function flag(value: unknown): boolean {
  return value === undefined || typeof value === 'boolean';
}

/** A list, where present, of present things: JSON arrays hold no `undefined`. */
function listOf(fits: (value: unknown) => boolean, value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.every(fits));
}

function optional(value: unknown, fits: (fields: Fields) => boolean): boolean {
  return value === undefined || (isObject(value) && fits(value));
}
