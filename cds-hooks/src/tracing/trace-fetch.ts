import type { Tracing } from './tracing.ts';

/** What we ask FHIR servers for. Any other first word of a path could be an id. */
const knownTypes: ReadonlySet<string> = new Set(
  (
    'AllergyIntolerance Appointment AuditEvent Basic Binary Bundle CapabilityStatement CarePlan Condition Coverage Device ' +
    'DeviceUseStatement DiagnosticReport DocumentReference Encounter EpisodeOfCare FamilyMemberHistory Flag Goal Group ' +
    'GuidanceResponse Immunization Location Medication MedicationAdministration MedicationDispense MedicationRequest ' +
    'MedicationStatement MolecularSequence NutritionOrder Observation Organization Parameters Patient Practitioner ' +
    'PractitionerRole Procedure Provenance QuestionnaireResponse RelatedPerson RiskAssessment ServiceRequest Specimen ' +
    'Subscription SubscriptionStatus SubscriptionTopic Task metadata'
  ).split(' '),
);

/**
 * A `fetch` each of whose requests is a span and carries the trace to the other side (W3C `traceparent`). The span says the method,
 * the server, the type of resource and the status: no path, query, id or header. The same function when tracing is off.
 */
export function traceFetch(tracing: Tracing, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  if (!tracing.isOn) return fetch;
  return (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const type = url.pathname.split('/').find((segment) => knownTypes.has(segment)) ?? 'other';
    const about = {
      'http.request.method': init.method ?? 'GET',
      'server.address': url.hostname,
      'fhir.resource_type': type,
    };
    return tracing.span('fhir', about, async (say) => {
      const headers = new Headers(init.headers);
      const traceparent = tracing.traceparent();
      if (traceparent !== undefined) headers.set('traceparent', traceparent);
      const response = await fetch(input, { ...init, headers });
      say({ 'http.response.status_code': response.status });
      return response;
    });
  };
}
