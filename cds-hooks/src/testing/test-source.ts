import type { FhirClient } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';
import type { SourceFile } from '../config/config.ts';
import { readSource } from '../config/read-source.ts';
import type { Source } from '../host.ts';
import { readCase } from './read-case.ts';

export const sourceKey = 'an-unguessable-key';

export interface TestSource extends Partial<SourceFile> {
  readonly id?: string;
}

/** A source as a file has it, with the least that it must say. */
const sourceFile: SourceFile = {
  fhirServer: 'https://ehr.example.org/fhir',
  criteria: 'Observation?category=vital-signs',
  authentication: { pathKey: { secrets: [sourceKey] } },
};

/** A source whose server is the given client; what is not said is as `sourceFile` and the defaults have it. */
export function testSource(fhir: FhirClient, { id = 'ward', ...file }: TestSource = {}): Source {
  return { ...readSource(id, { ...sourceFile, ...file }, '.'), id, fhir };
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
