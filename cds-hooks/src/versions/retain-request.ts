import type { Evaluation } from '@cardwright/cds-service';
import type { Host } from '../host.ts';
import type { RecordParts } from '../record-from-parts.ts';
import { packRequest } from './pack-request.ts';

const dayMs = 86_400_000;

/** Keeps what an evaluation was made from where the site wants it; nothing else happens, and nothing of it is logged. */
export async function retainRequest(
  { store, now, retainRequestsDays }: Pick<Host, 'store' | 'now' | 'retainRequestsDays'>,
  evaluation: Evaluation,
  parts: RecordParts | undefined,
): Promise<void> {
  if (retainRequestsDays === undefined || parts === undefined) return;
  const at = now().getTime();
  await store.retainRequest(evaluation.id, packRequest(parts), at + retainRequestsDays * dayMs, at);
}
