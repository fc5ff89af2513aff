/** One search parameter: the elements it reads (dotted paths) and how their values compare. */
export interface SearchParameter {
  readonly name: string;
  readonly type: 'token' | 'reference' | 'date' | 'string';
  readonly elements: readonly string[];
  /** The only resource type that the parameter points to (`patient`). */
  readonly target?: string;
}

const token = (name: string, ...elements: string[]): SearchParameter => ({
  name,
  type: 'token',
  elements: orName(name, elements),
});
const date = (name: string, ...elements: string[]): SearchParameter => ({
  name,
  type: 'date',
  elements: orName(name, elements),
});
const string = (name: string, ...elements: string[]): SearchParameter => ({
  name,
  type: 'string',
  elements: orName(name, elements),
});
const reference = (name: string, ...elements: string[]): SearchParameter => ({
  name,
  type: 'reference',
  elements: orName(name, elements),
});
const patientIn = (...elements: string[]): SearchParameter => ({
  name: 'patient',
  type: 'reference',
  elements,
  target: 'Patient',
});
const orName = (name: string, elements: readonly string[]): readonly string[] =>
  elements.length === 0 ? [name] : elements;

const identifier = token('identifier');
const status = token('status');
const category = token('category');
const code = token('code');
const encounter = reference('encounter');
const ofSubject = [patientIn('subject'), reference('subject'), identifier];
const medication = [
  token('code', 'medicationCodeableConcept'),
  reference('medication', 'medicationReference'),
  status,
  ...ofSubject,
];
const person = [
  identifier,
  token('active'),
  token('gender'),
  string('name'),
  string('family', 'name.family'),
  string('given', 'name.given'),
];

/** Parameters of every resource type. */
const common: readonly SearchParameter[] = [
  token('_id', 'id'),
  date('_lastUpdated', 'meta.lastUpdated'),
  token('_tag', 'meta.tag'),
];

/**
 * What can be searched, by resource type: names, types and elements of the R4 registry
 * (https://hl7.org/fhir/R4/searchparameter-registry.html). A parameter that is not here is refused with 400.
 */
const byType: Readonly<Record<string, readonly SearchParameter[]>> = {
  Patient: [...person, date('birthdate', 'birthDate')],
  Practitioner: person,
  Organization: [identifier, token('active'), string('name', 'name', 'alias')],
  Observation: [
    ...ofSubject,
    code,
    token('combo-code', 'code', 'component.code'),
    token('component-code', 'component.code'),
    category,
    status,
    date('date', 'effectiveDateTime', 'effectivePeriod', 'effectiveInstant', 'effectiveTiming'),
    encounter,
  ],
  Condition: [
    ...ofSubject,
    code,
    category,
    token('clinical-status', 'clinicalStatus'),
    token('verification-status', 'verificationStatus'),
    date('onset-date', 'onsetDateTime', 'onsetPeriod'),
    date('recorded-date', 'recordedDate'),
    encounter,
  ],
  MedicationRequest: [...medication, token('intent'), category, date('authoredon', 'authoredOn'), encounter],
  MedicationStatement: [...medication, category, date('effective', 'effectiveDateTime', 'effectivePeriod')],
  MedicationAdministration: [...medication, date('effective-time', 'effectiveDateTime', 'effectivePeriod')],
  Encounter: [...ofSubject, token('class'), status, token('type'), date('date', 'period')],
  Procedure: [...ofSubject, code, category, status, date('date', 'performedDateTime', 'performedPeriod'), encounter],
  DiagnosticReport: [
    ...ofSubject,
    code,
    category,
    status,
    date('date', 'effectiveDateTime', 'effectivePeriod'),
    date('issued'),
    encounter,
  ],
  ServiceRequest: [...ofSubject, code, category, status, token('intent'), date('authored', 'authoredOn'), encounter],
  AllergyIntolerance: [
    patientIn('patient'),
    identifier,
    token('code', 'code', 'reaction.substance'),
    token('clinical-status', 'clinicalStatus'),
    date('date', 'recordedDate'),
  ],
  Immunization: [
    patientIn('patient'),
    identifier,
    token('vaccine-code', 'vaccineCode'),
    status,
    date('date', 'occurrenceDateTime'),
  ],
  RiskAssessment: [...ofSubject, token('method'), date('date', 'occurrenceDateTime'), encounter],
  Flag: [...ofSubject, date('date', 'period'), encounter],
  Task: [
    patientIn('for'),
    reference('subject', 'for'),
    identifier,
    code,
    status,
    token('intent'),
    reference('focus'),
    reference('owner'),
    date('authored-on', 'authoredOn'),
    date('modified', 'lastModified'),
    encounter,
  ],
  GuidanceResponse: [...ofSubject, token('request', 'requestIdentifier')],
  Communication: [...ofSubject, category, status, date('sent'), encounter],
  AuditEvent: [
    token('type'),
    token('action'),
    token('outcome'),
    reference('entity', 'entity.what'),
    date('date', 'recorded'),
  ],
  Provenance: [reference('target'), patientIn('target'), reference('agent', 'agent.who'), date('recorded')],
  Device: [identifier, patientIn('patient'), status, token('type'), string('device-name', 'deviceName.name')],
  Subscription: [status, token('type', 'channel.type'), token('payload', 'channel.payload')],
};

const complete = new Map(Object.entries(byType).map(([type, own]) => [type, [...common, ...own]]));

/** The search parameters of a resource type; types without a line of their own have the common ones. */
export function searchParameters(resourceType: string): readonly SearchParameter[] {
  return complete.get(resourceType) ?? common;
}
