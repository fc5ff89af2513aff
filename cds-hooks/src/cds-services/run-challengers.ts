import type { AuthenticatedClient } from '../authentication/client-authenticator.ts';
import { errorKind } from '../error-kind.ts';
import type { Host, ServedService, ServedVersion } from '../host.ts';
import { retainRequest } from '../versions/retain-request.ts';
import { withDeadline } from '../with-deadline.ts';
import type { CdsRequest } from '../wire/parse-cds-request.ts';
import { evaluateCall } from './evaluate-call.ts';
import { withCards } from './with-cards.ts';

/** A call that has its answer. */
export interface AnsweredCall {
  readonly request: CdsRequest;
  readonly client: AuthenticatedClient | undefined;
  /** Id of the evaluation that was answered. */
  readonly answered: string;
}

/**
 * Evaluates the versions on trial for a call that has its answer, after it has left: each is recorded with the evaluation it ran
 * beside, and nothing of it is shown. What fails, or is too much, is counted and changes nothing for the caller.
 */
export function runChallengers(host: Host, { challengers = [] }: ServedService, call: AnsweredCall): void {
  for (const challenger of challengers) {
    const letGo = challenger.hold();
    const isRunning = host.background.run(async () => {
      // The answer goes first.
      await new Promise((resolve) => setImmediate(resolve));
      await evaluateChallenger(host, challenger, call).finally(letGo);
    });
    if (isRunning) continue;
    letGo();
    host.metrics.countChallenger(challenger.service.manifest.id, challenger.version, 'skipped');
  }
}

async function evaluateChallenger(host: Host, challenger: ServedVersion, call: AnsweredCall): Promise<void> {
  const { request, client, answered } = call;
  const service = challenger.service.manifest.id;
  try {
    const { evaluation: evaluated, parts } = await withDeadline(host.limits.deadlineMs, (signal) =>
      evaluateCall(host, challenger, { request, client, keepsChart: true }, signal),
    );
    const built = withCards(host, challenger, request, evaluated, client?.config.profile ?? 'standard');
    const evaluation = { ...built, challengerOf: answered };
    await Promise.all([host.store.recordEvaluation(evaluation, []), retainRequest(host, evaluation, parts)]);
    host.metrics.countChallenger(service, challenger.version, evaluation.outcome);
  } catch (error) {
    host.metrics.countChallenger(service, challenger.version, 'failed');
    host.log.error({ service, version: challenger.version, error: errorKind(error) }, 'challenger failed');
  }
}
