const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';

/** Extensions of the R5 Backport IG on an R4 Subscription, and where they stand. */
export const backportExtensions = {
  /** On `criteria`: a filter; several are AND-ed. */
  filterCriteria: `${backport}/backport-filter-criteria`,
  /** On `channel.payload`: empty, id-only or full-resource. */
  payloadContent: `${backport}/backport-payload-content`,
  /** On `channel`: seconds between heartbeats. */
  heartbeatPeriod: `${backport}/backport-heartbeat-period`,
  /** On `channel`: seconds that a delivery may take. */
  timeout: `${backport}/backport-timeout`,
  /** On `channel`: most events in one notification. */
  maxCount: `${backport}/backport-max-count`,
} as const;

/** Medplum's extension that holds the HMAC secret of a Subscription; with it, rest-hooks are sent Medplum's way. */
export const secretExtensionUrl = 'https://www.medplum.com/fhir/StructureDefinition/subscription-secret';

/** Medplum's extension, repeatable: the interactions that are told. Without it all are, deletes included. */
export const interactionExtensionUrl =
  'https://medplum.com/fhir/StructureDefinition/subscription-supported-interaction';

/** HAPI's extension: deletes are sent as `DELETE {endpoint}/{Type}/{id}`. */
export const sendDeletesExtensionUrl = 'http://hapifhir.io/fhir/StructureDefinition/subscription-send-delete-messages';
