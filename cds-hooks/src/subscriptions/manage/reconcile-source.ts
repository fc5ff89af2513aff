import { setTimeout as delay } from 'node:timers/promises';
import type { Subscription } from '@medplum/fhirtypes';
import { CardwrightError } from '@cardwright/cds-service';
import type { Host, Source } from '../../host.ts';
import { criteriaOf } from '../criteria-of.ts';
import { sha256 } from '../sha256.ts';
import { forgetHeard, writeHeard } from '../sweep/write-heard.ts';
import { rereadMs } from './create-managed-keys.ts';
import { desiredSubscriptions, installationOf, type DesiredSubscription } from './desired-subscriptions.ts';
import { findOthers } from './find-others.ts';
import { findOurs } from './find-ours.ts';
import { deleteManaged, listManaged, writeManaged, type ManagedState, type StoredManaged } from './managed-state.ts';
import { payloadOf } from './payload-of.ts';
import { planReconciliation, reactivationBackoffMs, type FoundSubscription, type Step } from './plan-reconciliation.ts';
import { identityTag, subscriptionTags, writeSubscription } from './write-subscription.ts';

/** How long a Subscription of ours lives when nobody renews it; renewed at half of it. */
const lifeMs = 30 * 86_400_000;
/** Old keys are taken for so long after new ones were written to the source: what is under way, and every retry of it. */
const overlapMs = 3_600_000;
/** So many failures in a row are an alarm. */
const alarmingFailures = 3;

export interface Reconciled {
  /** Ids at the source of what stands. */
  readonly standing: readonly string[];
  /** What stopped and may be asked for again; sweep first. */
  readonly stopped: readonly StoppedSubscription[];
}

/** To be reactivated. */
export interface StoppedSubscription {
  readonly desired: DesiredSubscription;
  readonly found: FoundSubscription;
}

/** One source under care. */
interface Care {
  readonly host: Host;
  readonly source: Source;
  readonly signal: AbortSignal;
  readonly newSecret: () => string;
  readonly installation: string;
  readonly managed: Map<string, StoredManaged>;
}

/** Who may care for the source (`takeLease`) calls this. `newSecret` gives 32 random bytes as text without a colon. */
export interface ReconcileOptions {
  readonly newSecret: () => string;
  /** What `$status` said a moment ago, by id: it is asked of the Subscription itself, a search may be behind. */
  readonly said?: ReadonlyMap<string, string>;
  readonly signal: AbortSignal;
}

/**
 * Brings our Subscriptions at a source to what the listening services need: creates what lacks, adopts what stands, renews, writes anew what
 * differs, removes what nobody wants. What stopped is given back and not touched. Keys are in the store before the source knows them, so
 * that a handshake which comes before the create call returns is taken. Errors: those of the client and the store; the rest is done next time.
 */
export async function reconcileSource(host: Host, source: Source, options: ReconcileOptions): Promise<Reconciled> {
  const { desired, refused } = desiredSubscriptions(criteriaOf(host, source), source);
  for (const { type, why } of refused) host.log.warn({ source: source.id, type, why }, 'not subscribed');
  const care = await openCare(host, source, options);
  const before = [...care.managed.values()];
  const listed = await findOurs(source, care.installation, before, options.signal);
  const found = listed.map((one) => ({ ...one, status: options.said?.get(one.id) ?? one.status }));
  const steps = planReconciliation({
    desired,
    found,
    managed: new Map(before.map(({ identity, state }) => [identity, state])),
    digestOf: (one) => digestOf(care, one),
    nowMs: host.now().getTime(),
    secretMaxAgeMs: source.secretDays * 86_400_000,
  });
  if (steps.some((step) => step.do === 'create')) await tellOthers(care, found);
  const standing: string[] = [];
  for (const step of steps) {
    const id = await take(care, step);
    if (id !== undefined) standing.push(id);
  }
  return { standing, stopped: steps.flatMap((step) => (step.do === 'reactivate' ? [step] : [])) };
}

/** They may be ours of before, or somebody else's: an operator knows. Said when we make one of our own, not every minute. */
async function tellOthers(
  { host, source, installation, signal }: Care,
  found: readonly FoundSubscription[],
): Promise<void> {
  const others = await findOthers(source, installation, new Set(found.map(({ id }) => id)), signal);
  if (others.length > 0)
    host.log.warn({ source: source.id, subscriptions: others }, 'subscriptions of another installation stand there');
}

/** Asks for a Subscription that stopped to be active again; call after a sweep. */
export async function reactivate(
  host: Host,
  source: Source,
  { desired, found }: StoppedSubscription,
  options: ReconcileOptions,
): Promise<void> {
  const care = await openCare(host, source, options);
  const before = care.managed.get(desired.identity);
  if (before === undefined) return;
  const failures = before.state.failures + 1;
  const retryAtMs = host.now().getTime() + reactivationBackoffMs(failures);
  const kept = await keep(care, desired.identity, { ...before.state, failures, retryAtMs });
  const about = { source: source.id, subscription: found.id, status: found.status, failures };
  host.log[failures >= alarmingFailures ? 'error' : 'warn'](about, 'subscription reactivated');
  try {
    await write(care, desired, kept, found.id, source.capabilities.createAs);
    host.metrics.countReactivation(source.id, 'reactivated');
  } catch (error) {
    host.metrics.countReactivation(source.id, 'failed');
    throw error;
  }
}

async function openCare(host: Host, source: Source, { newSecret, signal }: ReconcileOptions): Promise<Care> {
  const stored = await listManaged(host.store, source.id);
  const managed = new Map(stored.map((one) => [one.identity, one]));
  return { host, source, signal, newSecret, installation: installationOf(host.publicBaseUrl, source.id), managed };
}

/** Gives the id of what stands afterwards. */
async function take(care: Care, step: Step): Promise<string | undefined> {
  switch (step.do) {
    case 'create':
      return create(care, step.desired);
    case 'update':
      return update(care, step);
    case 'keep':
      await settle(care, step);
      return step.found.id;
    case 'remove':
      await care.source.fhir.delete('Subscription', step.found.id, care.signal);
      await forgetHeard(care.host.store, { source: care.source.id, subscription: step.found.id });
      care.host.metrics.forgetSubscription(care.source.id, step.found.id);
      care.host.log.info({ source: care.source.id, subscription: step.found.id }, 'subscription removed');
      return undefined;
    case 'forget':
      await deleteManaged(care.host.store, care.source.id, step.identity);
      return undefined;
    default:
      return step.found.id;
  }
}

async function create(care: Care, desired: DesiredSubscription): Promise<string | undefined> {
  const { host, source, installation, signal } = care;
  const { identity } = desired;
  const stored = await withKeys(care, identity, (care.managed.get(identity)?.state.keys.length ?? 0) === 0);
  const resource = resourceOf(care, desired, stored.state, source.capabilities.createAs);
  const tag = `${subscriptionTags.subscription}|${identityTag(installation, identity)}`;
  const created = await createOnce(source, tag, resource, signal);
  host.log.info({ source: source.id, subscription: created.id, identity }, 'subscription created');
  // The condition found one that nobody had seen a moment ago: its keys may be other ones.
  const isOther = endpointOf(created) !== endpointOf(resource);
  await remember(care, desired, stored, created, isOther ? undefined : resource);
  return created.id;
}

/** It holds the key, which no other has. What else a source changes of what we ask is no sign that somebody else asked. */
function endpointOf(subscription: Subscription): unknown {
  const r5: unknown = Reflect.get(subscription, 'endpoint');
  return r5 ?? Reflect.get(Object(subscription.channel), 'endpoint');
}

/** Some servers do not take a tag for a condition; we hold the lease and have looked. */
async function createOnce(
  { fhir }: Source,
  tag: string,
  resource: Subscription,
  signal: AbortSignal,
): Promise<Subscription> {
  try {
    return await fhir.conditionalCreate('Subscription', [['_tag', tag]], resource, signal);
  } catch (error) {
    if (!(error instanceof CardwrightError) || error.details['status'] !== 400) throw error;
    return fhir.create(resource, signal);
  }
}

async function update(care: Care, { desired, found, why }: Extract<Step, { readonly do: 'update' }>): Promise<string> {
  const { host, source } = care;
  const state = care.managed.get(desired.identity)?.state;
  const isOld = state === undefined || host.now().getTime() - state.madeAtMs >= source.secretDays * 86_400_000;
  const stored = await withKeys(care, desired.identity, isOld);
  host.log.info({ source: source.id, subscription: found.id, why }, 'subscription written');
  const isRenewal = why === 'it would end' && found.status === 'active';
  await write(care, desired, stored, found.id, isRenewal ? 'active' : source.capabilities.createAs);
  return found.id;
}

async function write(
  care: Care,
  desired: DesiredSubscription,
  stored: StoredManaged,
  id: string,
  status: 'requested' | 'active',
): Promise<void> {
  const resource = resourceOf(care, desired, stored.state, status);
  const written = await care.source.fhir.update({ ...resource, id }, care.signal);
  await remember(care, desired, stored, { ...written, id }, resource);
}

/** Notes what stands; what was asked for and not given is noted too, and not asked for again. `asked` absent: found, not written. */
async function remember(
  care: Care,
  desired: DesiredSubscription,
  { identity, state }: StoredManaged,
  given: Subscription,
  asked: Subscription | undefined,
): Promise<void> {
  const { host, source } = care;
  const { id } = given;
  if (id === undefined) throw new CardwrightError('fhir-refused', 'The Subscription was stored without an id.');
  const { payload: before, ...rest } = state;
  void before;
  const payload = asked !== undefined && payloadOf(given) !== payloadOf(asked) ? payloadOf(given) : undefined;
  if (payload !== undefined)
    host.log.warn({ source: source.id, subscription: id, payload }, 'the source changed what was asked for');
  const atMs = host.now().getTime();
  await keep(care, identity, {
    ...rest,
    id,
    ...(asked !== undefined && {
      written: { digest: digestOf(care, desired), atMs, endMs: Date.parse(given.end ?? '') || atMs + lifeMs },
    }),
    ...(payload !== undefined && { payload }),
  });
  // Made by us: its first event has the number 1. A handshake may have come before.
  const first = { epoch: 1, contiguous: '0', ahead: [], highest: '0', heardAtMs: atMs };
  await writeHeard(host.store, { source: source.id, subscription: id }, (known) => (known ? undefined : first));
}

/** It stands: old keys go, and it counts as well again when it has stood for as long as it would have been left alone. */
async function settle(care: Care, { desired, found }: Extract<Step, { readonly do: 'keep' }>): Promise<void> {
  const stored = care.managed.get(desired.identity);
  if (stored === undefined) return;
  const { state } = stored;
  const nowMs = care.host.now().getTime();
  const areKeysOld = state.keys.length > 1 && nowMs - state.madeAtMs >= overlapMs;
  const isWell = state.failures > 0 && found.status === 'active' && nowMs >= (state.retryAtMs ?? 0);
  if (!areKeysOld && !isWell && state.id === found.id) return;
  await keep(care, desired.identity, {
    ...state,
    id: found.id,
    ...(areKeysOld && { keys: state.keys.slice(0, 1), secrets: state.secrets.slice(0, 1) }),
    ...(isWell && { failures: 0 }),
  });
}

/** With keys, new ones where asked, which every door knows when this returns. */
async function withKeys(care: Care, identity: string, isNew: boolean): Promise<StoredManaged> {
  const stored = care.managed.get(identity);
  if (stored !== undefined && !isNew) return stored;
  const { keys = [], secrets = [], failures = 0, ...rest } = stored?.state ?? {};
  const state: ManagedState = {
    ...rest,
    failures,
    keys: [care.newSecret(), ...keys.slice(0, 1)],
    secrets: [care.newSecret(), ...secrets.slice(0, 1)],
    madeAtMs: care.host.now().getTime(),
  };
  const kept = await keep(care, identity, state);
  // A process that has read the keys a moment ago reads them again only after this.
  await delay(rereadMs, undefined, { signal: care.signal });
  return kept;
}

/** Error: `store-failed` when somebody else wrote meanwhile: then somebody else cares for the source. */
async function keep(care: Care, identity: string, state: ManagedState): Promise<StoredManaged> {
  const revision = care.managed.get(identity)?.revision;
  const kept = await writeManaged(care.host.store, care.source.id, { identity, state, revision });
  if (kept === undefined)
    throw new CardwrightError('store-failed', 'Another process manages the Subscriptions of this source.');
  care.managed.set(identity, kept);
  return kept;
}

function resourceOf(
  { host, source, installation }: Care,
  desired: DesiredSubscription,
  { keys, secrets }: Pick<ManagedState, 'keys' | 'secrets'>,
  status: 'requested' | 'active',
): Subscription {
  const endpoint = `${source.notifyBaseUrl ?? host.publicBaseUrl}/subscriptions/${source.id}/${keys[0] ?? ''}`;
  const end = new Date(host.now().getTime() + lifeMs).toISOString();
  return writeSubscription({ source, desired, installation, endpoint, secret: secrets[0] ?? '', status, end });
}

/** Of what would be written, without what changes with every writing. */
function digestOf(care: Care, desired: DesiredSubscription): string {
  const state = care.managed.get(desired.identity)?.state ?? { keys: [], secrets: [] };
  const { end, status, ...rest } = resourceOf(care, desired, state, 'requested');
  void [end, status];
  return sha256(JSON.stringify(rest));
}
