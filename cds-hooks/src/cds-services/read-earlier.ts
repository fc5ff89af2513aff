import type { Evaluation } from '@cardwright/cds-service';
import { changesSince } from '@cardwright/evaluation';
import type { Host, ServedVersion } from '../host.ts';
import { readPublished } from '../published/published.ts';
import type { CdsRequest } from '../wire/parse-cds-request.ts';

/**
 * What door 2 last evaluated of this service for this patient: one indexed read, and a second only where there is one. Nothing is
 * read where no source is configured, the service hears no notifications, or the call does not name the source's own server: the
 * ids of patients mean nothing beyond it.
 */
export async function readEarlier(
  { sources, store }: Host,
  { service: { manifest } }: ServedVersion,
  { fhirServer, context: { patientId } }: Pick<CdsRequest, 'fhirServer' | 'context'>,
): Promise<Evaluation | undefined> {
  if (sources.size === 0 || manifest.notifications.length === 0 || fhirServer === undefined) return undefined;
  const source = [...sources.values()].find((one) => baseOf(one.fhirServer) === baseOf(fhirServer));
  if (source === undefined) return undefined;
  const stored = await readPublished(store, { source: source.id, service: manifest.id, patient: patientId });
  return stored && store.readEvaluation(stored.state.evaluation);
}

const baseOf = (url: string): string => url.replace(/\/+$/, '');

/** The evaluation with what changed since an earlier one. */
export function withChanges(evaluation: Evaluation, earlier: Evaluation | undefined): Evaluation {
  const since = earlier && changesSince(evaluation, earlier);
  return since === undefined ? evaluation : { ...evaluation, since };
}
