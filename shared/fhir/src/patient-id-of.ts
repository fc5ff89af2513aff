import type { Resource } from '@medplum/fhirtypes';
import { subjectReader } from './subject-reader.ts';

/** The id of the patient whom a lone resource is about; `undefined` for anybody else, and where it cannot be told. */
export function patientIdOf(resource: Resource): string | undefined {
  const subject = subjectReader(new Map())(resource);
  return subject.kind === 'patient' ? subject.id : undefined;
}
