import { currentIdentity, withdrawGuidance } from '@cardwright/audit';
import type { Host, Source } from '../host.ts';
import {
  mayStand,
  readPublished,
  writePublished,
  type Published,
  type PublishedOf,
  type StoredPublished,
} from '../published/published.ts';
import { endEscalation } from './end-escalation.ts';
import { sha256 } from './sha256.ts';
import { withdrawStanding } from './withdraw-standing.ts';
import { findAll } from './write-identified.ts';

const why = 'the service is not in use here any more';
const sentence = 'The service that raised it is not in use here any more.';

/**
 * Takes back what a service that publishes nothing any more still has standing for a patient: the RiskAssessment is cancelled, Flag and
 * Task end, the last GuidanceResponse is noted. That it is begun is written down first and that it ended last, so that doing it again
 * after an end at any point leads to the same. Where nothing stands one record is read and nothing asked. Throws what the client throws.
 */
export async function withdrawAdvice(
  host: Host,
  source: Source,
  of: Omit<PublishedOf, 'source'>,
  signal: AbortSignal,
): Promise<void> {
  const { service } = of;
  const stored = await readPublished(host.store, { ...of, source: source.id });
  if (stored === undefined || !mayStand(stored.state)) return;
  try {
    await withdraw(host, source, { of: { ...of, source: source.id }, stored }, signal);
  } catch (error) {
    host.metrics.countPublished(service, 'failed');
    throw error;
  }
  host.metrics.countPublished(service, 'withdrawn');
  if (stored.state.raised !== undefined) host.metrics.countEscalation(service, 'released');
}

async function withdraw(
  { store, now }: Host,
  source: Source,
  { of, stored }: { readonly of: PublishedOf; readonly stored: StoredPublished },
  signal: AbortSignal,
): Promise<void> {
  const { fhir } = source;
  signal.throwIfAborted();
  source.askForWrites?.();
  const { state } = stored;
  const begun = state.isPending ? stored : await writePublished(store, of, { ...state, isPending: true }, stored);
  const current = currentIdentity(of, sha256);
  const at = now().toISOString();
  await withdrawStanding(fhir, current, { status: 'cancelled', why, at }, signal);
  await endEscalation(fhir, current, { why: sentence, at, isAgain: state.isPending === true }, signal);
  if (state.guidance !== undefined) await noteGuidance(source, state.guidance, at, signal);
  await writePublished(store, of, withdrawnState(state), begun);
}

/** What is not there any more needs no note. */
async function noteGuidance({ fhir }: Source, id: string, at: string, signal: AbortSignal): Promise<void> {
  const [stored] = await findAll(fhir, 'GuidanceResponse', [['_id', id]], signal);
  const noted = stored && withdrawGuidance(stored, why, at);
  if (noted !== undefined) await fhir.update({ ...noted, id }, signal);
}

/** The evaluation before stays known: should the service come back, it is seen whether that one stood on what was wrong. */
function withdrawnState({ identity, outcome, evaluation, asOf, guidance }: Published): Published {
  return { identity, outcome, evaluation, asOf, ...(guidance === undefined ? {} : { guidance }), isWithdrawn: true };
}
