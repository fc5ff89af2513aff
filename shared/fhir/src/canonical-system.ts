/** The canonical URI of a code system, with the OID and the other URIs under which real servers send its codes. */
interface SystemSpelling {
  readonly canonical: string;
  readonly oid: string;
  readonly also?: readonly string[];
}

/**
 * URIs and OIDs: https://hl7.org/fhir/R4/terminologies-systems.html and HL7 Terminology ("External Code Systems");
 * `http://hl7.org/fhir/v3/…` and `http://hl7.org/fhir/sid/icd-10-us` are what STU3 and DSTU2 wrote.
 * ICD-9-CM is the list of diagnoses; its procedures have an OID of their own and stay apart.
 */
const systemSpellings: readonly SystemSpelling[] = [
  { canonical: 'http://loinc.org', oid: '2.16.840.1.113883.6.1' },
  { canonical: 'http://snomed.info/sct', oid: '2.16.840.1.113883.6.96' },
  { canonical: 'http://www.nlm.nih.gov/research/umls/rxnorm', oid: '2.16.840.1.113883.6.88' },
  {
    canonical: 'http://hl7.org/fhir/sid/icd-10-cm',
    oid: '2.16.840.1.113883.6.90',
    also: ['http://hl7.org/fhir/sid/icd-10-us'],
  },
  { canonical: 'http://hl7.org/fhir/sid/icd-10', oid: '2.16.840.1.113883.6.3' },
  {
    canonical: 'http://hl7.org/fhir/sid/icd-9-cm',
    oid: '2.16.840.1.113883.6.103',
    also: ['http://hl7.org/fhir/sid/icd-9-cm/diagnosis', 'http://terminology.hl7.org/CodeSystem/icd9cm'],
  },
  { canonical: 'http://hl7.org/fhir/sid/ndc', oid: '2.16.840.1.113883.6.69' },
  { canonical: 'http://www.whocc.no/atc', oid: '2.16.840.1.113883.6.73' },
  { canonical: 'http://unitsofmeasure.org', oid: '2.16.840.1.113883.6.8' },
  {
    canonical: 'urn:oid:2.16.840.1.113883.6.238',
    oid: '2.16.840.1.113883.6.238',
    also: ['http://terminology.hl7.org/CodeSystem/v3-Race', 'http://hl7.org/fhir/v3/Race'],
  },
  {
    canonical: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
    oid: '2.16.840.1.113883.5.4',
    also: ['http://hl7.org/fhir/v3/ActCode'],
  },
  {
    canonical: 'http://terminology.hl7.org/CodeSystem/v3-EducationLevel',
    oid: '2.16.840.1.113883.5.1077',
    also: ['http://hl7.org/fhir/v3/EducationLevel'],
  },
  {
    canonical: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
    oid: '2.16.840.1.113883.5.1063',
    also: ['http://hl7.org/fhir/v3/ObservationValue'],
  },
];

const canonicalOf: ReadonlyMap<string, string> = new Map(
  systemSpellings.flatMap(({ canonical, oid, also = [] }) => {
    const uris = [canonical, ...also].flatMap((uri) => [uri, `${uri}/`]);
    const swapped = uris.map((uri) => uri.replace(/^http:/, 'https:'));
    const oids = [`urn:oid:${oid}`, `URN:OID:${oid}`, oid];
    return [...uris, ...swapped, ...oids].map((spelling) => [spelling, canonical] as const);
  }),
);

/**
 * The canonical URI of a code system that is written in another known way: `urn:oid:`, a bare OID, `https`, a slash at
 * the end, the URI of an older release. What is not in the table comes back as it is: no system is guessed.
 */
export function canonicalSystem(system: string): string {
  return canonicalOf.get(system) ?? system;
}
