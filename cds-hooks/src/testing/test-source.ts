import type { FhirClient } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';
import type { Source } from '../host.ts';
import { readCase } from './read-case.ts';

export const sourceKey = 'an-unguessable-key';

/** A source whose server is the given client. */
export function testSource(fhir: FhirClient, change: Partial<Source> = {}): Source {
  return {
    id: 'ward',
    key: sourceKey,
    fhirServer: 'https://ehr.example.org/fhir',
    criteria: 'Observation?category=vital-signs',
    fhir,
    ...change,
  };
}

/** The resources of a case that has a whole chart. */
export function chartOf(service: string, file: string): readonly Resource[] {
  const chart: unknown = readCase(service, file).prefetch['chart'];
  if (!isChart(chart)) throw new Error(`${service} ${file} has no chart`);
  return chart.entry.map(({ resource }) => resource);
}

function isChart(value: unknown): value is { readonly entry: readonly { readonly resource: Resource }[] } {
  return typeof value === 'object' && value !== null && Array.isArray(Reflect.get(value, 'entry'));
}
