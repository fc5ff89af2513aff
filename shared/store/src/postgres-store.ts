import type { ClientConfig } from 'pg';
import { postgresArrivals } from './postgres-arrivals.ts';
import type { PostgresConnection, Run } from './postgres-connection.ts';
import { postgresEvaluations } from './postgres-evaluations.ts';
import { postgresFailed } from './postgres-failed.ts';
import { postgresFeedback } from './postgres-feedback.ts';
import { postgresInbox } from './postgres-inbox.ts';
import { postgresRetention } from './postgres-retention.ts';
import { postgresSightings, recordSightingsIn } from './postgres-sightings.ts';
import { postgresStates } from './postgres-states.ts';
import { postgresStatus } from './postgres-status.ts';
import { postgresSteps } from './postgres-steps.ts';
import { postgresTokens } from './postgres-tokens.ts';
import { postgresUpkeep } from './postgres-upkeep.ts';
import { postgresWork, wakePatientsIn } from './postgres-work.ts';
import { sealedRecords } from './sealed-records.ts';
import type { Sealer } from './seal.ts';
import type { EventSettlement, Store } from './store.ts';

export interface PostgresOptions {
  /** Commits wait for the server's disk: feedback, door 2, tokens, state, steps. */
  readonly durable: PostgresConnection;
  /** Commits do not: evaluations, their cards, and the data of calls. */
  readonly fast: PostgresConnection;
  readonly sealer: Sealer;
  readonly leaseMs: number;
  readonly schema: string;
  /** How the connection that listens is made. */
  readonly listener: ClientConfig;
}

/** The store on its connections, which it closes. The schema is up to date. */
export function postgresStore({ durable, fast, sealer, leaseMs, schema, listener }: PostgresOptions): Store {
  const records = sealedRecords(sealer);
  const { tell, onArrival, close: stopTelling } = postgresArrivals(fast, listener, schema);
  const { close: endEvaluations, ...evaluations } = postgresEvaluations(fast, records);
  const { close: endTokens, ...tokens } = postgresTokens(durable);
  const settle = async (run: Run, { sightings, wakes, timing }: EventSettlement) => {
    await recordSightingsIn(run, records, sightings, timing.nowMs);
    await wakePatientsIn(run, records, wakes, timing);
  };
  const { close: endInbox, ...inbox } = postgresInbox(durable, { leaseMs, records, settle, onAccepted: tell });
  let closed: Promise<void> | undefined;
  const end = async () => {
    await Promise.all([endEvaluations(), endTokens(), endInbox(), stopTelling()]);
    await Promise.all([durable.close(), fast.close()]);
  };
  return guarded({
    ...evaluations,
    ...postgresFeedback(durable, records),
    ...inbox,
    ...postgresWork(durable, { leaseMs, records }),
    ...postgresSightings(durable, records),
    ...postgresStates(durable, records),
    ...postgresStatus(durable),
    ...tokens,
    ...postgresSteps(durable),
    ...postgresRetention(fast, records),
    ...postgresUpkeep(durable, sealer),
    onArrival,
    close: () => (closed ??= end()),
  });
}
/** Every method fails as `store-failed`, whatever went wrong below. */
function guarded(store: Store): Store {
  const guard =
    <A extends readonly unknown[], R>(method: (...values: A) => Promise<R>) =>
    (...values: A): Promise<R> =>
      method(...values).catch((error: unknown) => Promise.reject(postgresFailed(error)));
  return {
    recordEvaluation: guard(store.recordEvaluation),
    readEvaluation: guard(store.readEvaluation),
    listEvaluations: guard(store.listEvaluations),
    readCard: guard(store.readCard),
    recordFeedback: guard(store.recordFeedback),
    readFeedback: guard(store.readFeedback),
    readLastFeedback: guard(store.readLastFeedback),
    acceptEvent: guard(store.acceptEvent),
    takeEvents: guard(store.takeEvents),
    completeEvent: guard(store.completeEvent),
    failEvent: guard(store.failEvent),
    quarantineEvent: guard(store.quarantineEvent),
    settleEvent: guard(store.settleEvent),
    listEvents: guard(store.listEvents),
    readEvent: guard(store.readEvent),
    requeueEvents: guard(store.requeueEvents),
    discardEvents: guard(store.discardEvents),
    inboxStatus: guard(store.inboxStatus),
    wakePatients: guard(store.wakePatients),
    takeWork: guard(store.takeWork),
    completeWork: guard(store.completeWork),
    failWork: guard(store.failWork),
    requeueWork: guard(store.requeueWork),
    listWork: guard(store.listWork),
    readSightings: guard(store.readSightings),
    recordSightings: guard(store.recordSightings),
    sightingsBefore: guard(store.sightingsBefore),
    forgetSightings: guard(store.forgetSightings),
    readState: guard(store.readState),
    writeState: guard(store.writeState),
    listStates: guard(store.listStates),
    deleteState: guard(store.deleteState),
    claimToken: guard(store.claimToken),
    recordStandings: guard(store.recordStandings),
    readSteps: guard(store.readSteps),
    retainRequest: guard(store.retainRequest),
    readRetainedRequest: guard(store.readRetainedRequest),
    purgeRequests: guard(store.purgeRequests),
    purge: guard(store.purge),
    reseal: guard(store.reseal),
    exportRecords: guard(store.exportRecords),
    onArrival: store.onArrival,
    close: guard(store.close),
  };
}
