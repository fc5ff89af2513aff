import type { CapabilityStatement, CapabilityStatementRestResource, ResourceType } from '@medplum/fhirtypes';
import { isResourceType, resourceTypes } from '../repository/resource-types.ts';
import { searchParameters } from '../search/search-parameters.ts';

const interactions = ['read', 'create', 'update', 'patch', 'delete', 'search-type'] as const;

/** What this server really does, made from the tables that it runs by. */
export function capabilityStatement(date: Date): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: date.toISOString(),
    kind: 'instance',
    software: { name: 'Cardwright embedded FHIR server' },
    implementation: { description: 'For demonstration and tests: no authentication, no history, no transactions.' },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    patchFormat: ['application/json-patch+json'],
    rest: [
      {
        mode: 'server',
        documentation: 'R4 rest-hook subscriptions. A search parameter that is not listed is refused with 400.',
        interaction: [{ code: 'batch' }],
        resource: resourceTypes.filter(isTyped).map(describe),
      },
    ],
  };
}

const describe = (type: ResourceType): CapabilityStatementRestResource => ({
  type,
  interaction: interactions.map((code) => ({ code })),
  versioning: 'versioned-update',
  readHistory: false,
  updateCreate: true,
  conditionalCreate: true,
  conditionalUpdate: true,
  conditionalDelete: 'single',
  searchParam: searchParameters(type).map(({ name, type: kind }) => ({ name, type: kind })),
});

const isTyped = (name: string): name is ResourceType => isResourceType(name);
