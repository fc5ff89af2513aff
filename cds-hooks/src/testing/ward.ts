import type { FhirClient } from '@cardwright/fhir';
import type { ExtractResource, Observation, Resource, ResourceType } from '@medplum/fhirtypes';
import type { Source } from '../host.ts';
import { answerPatient } from '../subscriptions/answer-patient.ts';
import { readCase } from './read-case.ts';
import { createTestFhir, createTestHost, type TestHost, type TestHostOptions } from './test-host.ts';
import { chartOf, testSource } from './test-source.ts';

const deadlineMs = 5_000;

/** A service, a source with the chart of one of its cases, and what the source then holds. */
export interface Ward {
  readonly host: TestHost;
  readonly source: Source;
  readonly fhir: FhirClient;
  readonly patient: string;
  /** ISO instant, in minutes after that of the case. */
  readonly at: (minutes: number) => string;
  /** The clock, in minutes after the instant of the case. */
  readonly setMinutes: (minutes: number) => void;
  /** The patient is woken: evaluated and published. */
  readonly answer: (through?: FhirClient) => ReturnType<typeof answerPatient>;
  readonly all: <K extends ResourceType>(type: K) => Promise<readonly ExtractResource<K>[]>;
  /** The Observation of the case, with another number or status, and in the version of now. */
  readonly amend: (id: string, value: number, change?: Partial<Observation>) => Promise<void>;
}

export interface WardOptions extends TestHostOptions {
  readonly service: string;
  readonly file: string;
  /** The source's server with the chart on it; default: one in memory. */
  readonly openFhir?: (chart: readonly Resource[]) => Promise<FhirClient>;
}

/** Close the host's store afterwards. */
export async function openWard({ service, file, openFhir, ...options }: WardOptions): Promise<Ward> {
  const host = await createTestHost({ only: [service], ...options });
  const chart = chartOf(service, file);
  const fhir = openFhir === undefined ? createTestFhir(chart) : await openFhir(chart);
  const source = testSource(fhir);
  const begin = Date.parse(readCase(service, file).asOf);
  const at = (minutes: number) => new Date(begin + minutes * 60_000).toISOString();
  host.setTime(at(0));
  const patient = 'p1';
  const signal = () => AbortSignal.timeout(deadlineMs);
  const all = async <K extends ResourceType>(type: K) =>
    (await fhir.search(`${type}?_sort=_id`, signal())).resources.filter(
      (resource: Resource): resource is ExtractResource<K> => resource.resourceType === type,
    );
  return {
    host,
    source,
    fhir,
    patient,
    at,
    setMinutes: (minutes) => host.setTime(at(minutes)),
    answer: (through = fhir) =>
      answerPatient(host, { ...source, fhir: through }, { patient, services: [service] }, signal()),
    all,
    amend: async (id, value, change = {}) => {
      const observation = await fhir.read('Observation', id, signal());
      const { valueQuantity } = observation;
      await fhir.update({ ...observation, id, valueQuantity: { ...valueQuantity, value }, ...change }, signal());
    },
  };
}
