import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { repository } from './start-process.ts';

const folder = join(repository, '..', 'shared', 'fhir-samples');

/** A third-party sample patient, where the folder with the samples is beside the repository. */
export interface SamplePatient {
  readonly file: string;
  readonly bundle: unknown;
  readonly patientId: string;
  /** The latest effective time of the file's Observations while the patient lived, as an ISO instant. */
  readonly asOf: string;
}

/** False on a user's machine: the samples are not part of the product. */
export const haveSamples = existsSync(folder);

/** All sample patients; a file with several gives several. */
export function samplePatients(): readonly SamplePatient[] {
  if (!haveSamples) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json.gz'))
    .sort()
    .flatMap(samplesIn);
}

interface SampleResource {
  readonly resourceType: string;
  readonly id: string;
  readonly effectiveDateTime?: string;
  readonly effectivePeriod?: { readonly start?: string };
  readonly deceasedDateTime?: string;
}

function samplesIn(file: string): readonly SamplePatient[] {
  const bundle = JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString('utf8')) as {
    entry: { resource: SampleResource }[];
  };
  const resources = bundle.entry.map(({ resource }) => resource);
  const patients = resources.filter(({ resourceType }) => resourceType === 'Patient');
  return patients.map((patient) => ({ file, bundle, patientId: patient.id, asOf: latestInLife(resources, patient) }));
}

/** A death certificate is an Observation too, some days after the death: nobody decides anything then. */
function latestInLife(resources: readonly SampleResource[], { deceasedDateTime }: SampleResource): string {
  const death = Date.parse(deceasedDateTime ?? '');
  const times = resources
    .filter((resource) => resource.resourceType === 'Observation')
    .map((resource) => Date.parse(resource.effectiveDateTime ?? resource.effectivePeriod?.start ?? ''))
    .filter((time) => !(Number.isNaN(time) || time >= death));
  return new Date(Math.max(...times)).toISOString();
}
