import type { CapabilityStatement, CapabilityStatementRestResource, ResourceType } from '@medplum/fhirtypes';
import { isResourceType, resourceTypes } from '../repository/resource-types.ts';
import { searchParameters } from '../search/search-parameters.ts';

const interactions = [
  'read',
  'vread',
  'create',
  'update',
  'patch',
  'delete',
  'history-instance',
  'history-type',
  'search-type',
] as const;
const canonicalExtension =
  'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical';

/** What this server really does, made from the tables that it runs by, with the canonical URLs of its topics. */
export function capabilityStatement(date: Date, topics: readonly string[]): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: date.toISOString(),
    kind: 'instance',
    software: { name: 'Cardwright embedded FHIR server' },
    implementation: { description: 'For demonstration and tests: no authentication, no profile validation.' },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    patchFormat: ['application/json-patch+json'],
    rest: [
      {
        mode: 'server',
        documentation:
          'R4 rest-hook and topic-based subscriptions. A search parameter that is not listed is refused with 400.',
        interaction: [{ code: 'batch' }, { code: 'transaction' }, { code: 'history-system' }],
        resource: resourceTypes
          .filter(isTyped)
          .map((type) => (type === 'Subscription' ? withTopics(describe(type), topics) : describe(type))),
      },
    ],
  };
}

const describe = (type: ResourceType): CapabilityStatementRestResource => ({
  type,
  interaction: interactions.map((code) => ({ code })),
  versioning: 'versioned-update',
  readHistory: true,
  updateCreate: true,
  conditionalCreate: true,
  conditionalUpdate: true,
  conditionalDelete: 'single',
  searchInclude: referencesOf(type),
  searchRevInclude: pointingTo.get(type) ?? [],
  searchParam: searchParameters(type).map(({ name, type: kind }) => ({ name, type: kind })),
});

const operation = (name: string): string =>
  `http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-${name}`;

/** How topics are found in R4. Source: Subscriptions R5 Backport IG, "Topic discovery in FHIR R4". */
const withTopics = (
  resource: CapabilityStatementRestResource,
  topics: readonly string[],
): CapabilityStatementRestResource => ({
  ...resource,
  extension: topics.map((valueCanonical) => ({ url: canonicalExtension, valueCanonical })),
  operation: [
    { name: 'status', definition: operation('status') },
    { name: 'events', definition: operation('events') },
    { name: 'get-ws-binding-token', definition: operation('get-ws-binding-token') },
  ],
});

const referencesOf = (type: string): string[] =>
  searchParameters(type).flatMap(({ name, type: kind }) => (kind === 'reference' ? [`${type}:${name}`] : []));

/** Parameters that point to one type only, by that type. */
const pointingTo = new Map<string, string[]>();
for (const type of resourceTypes) {
  for (const { name, target } of searchParameters(type)) {
    if (target !== undefined) pointingTo.set(target, [...(pointingTo.get(target) ?? []), `${type}:${name}`]);
  }
}

const isTyped = (name: string): name is ResourceType => isResourceType(name);
