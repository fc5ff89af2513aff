import type { Hash } from './assessment-identity.ts';

/** Whose assessment it is. */
export interface CurrentOf {
  /** Id of the source in the configuration. */
  readonly source: string;
  readonly service: string;
  /** Patient id at the source. */
  readonly patient: string;
}

/**
 * What identifies the assessment of a service for a patient that stands now: the same whatever the inputs, so that a new result
 * replaces the older one in place. Nothing of the patient can be read from it.
 */
export const currentIdentity = ({ source, service, patient }: CurrentOf, hash: Hash): string =>
  `${service}-${hash(JSON.stringify([source, service, patient]))}`;
