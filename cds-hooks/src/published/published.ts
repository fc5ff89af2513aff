import { CardwrightError, type Evaluation } from '@cardwright/cds-service';
import type { Raised } from '@cardwright/evaluation';
import type { PatientWake, StatePlace, Store } from '@cardwright/store';

/** A Flag or Task that stands; without a reference it is meant to be written, and perhaps was. */
export interface RaisedAt extends Raised {
  /** `Flag/<id>` or `Task/<id>` at the source. */
  readonly reference?: string;
  /** The words of the threshold as they stand there: `at least score 5-6` may become `score 5-6`. */
  readonly words?: string;
}

/** What was last published of a service for a patient. */
export interface Published {
  /** `assessmentIdentity` of the evaluation. */
  readonly identity: string;
  readonly outcome: Evaluation['outcome'];
  /** Its id. */
  readonly evaluation: string;
  /** ISO instant. */
  readonly asOf: string;
  /** Id at the source of the RiskAssessment that stands; absent: none does. */
  readonly riskAssessment?: string;
  /** Id at the source of the GuidanceResponse; absent: none was written. */
  readonly guidance?: string;
  readonly raised?: RaisedAt;
  /** When the clock alone may change it: ISO instant. */
  readonly recheckAt?: string;
  /** Writing had begun and is not known to have ended: what stands at the source is not known. */
  readonly isPending?: true;
  /** It was taken back because the service publishes nothing there any more; the evaluation stays the one before. */
  readonly isWithdrawn?: true;
}

/** As it is stored; the revision says that nobody else wrote meanwhile. */
export interface StoredPublished {
  readonly state: Published;
  readonly revision: number;
}

/** Whose it is. */
export interface PublishedOf {
  /** Id of the source. */
  readonly source: string;
  readonly service: string;
  readonly patient: string;
}

/** What it is stored by. */
export const publishedKey = ({ service, patient }: Omit<PublishedOf, 'source'>): string =>
  JSON.stringify([patient, service]);

const placeOf = ({ source, ...of }: PublishedOf): StatePlace => ({
  collection: 'published',
  source,
  key: publishedKey(of),
});

/** What was last published, one indexed read; `undefined` when nothing was, or nothing that can be read. */
export async function readPublished(
  store: Pick<Store, 'readState'>,
  of: PublishedOf,
): Promise<StoredPublished | undefined> {
  const stored = await store.readState(placeOf(of));
  if (stored === undefined) return undefined;
  const { body, revision } = stored;
  return isPublishedState(body) ? { state: body, revision } : undefined;
}

/** Error: `store-failed` when somebody else wrote meanwhile; the work is then done again from the start. */
export async function writePublished(
  store: Store,
  of: PublishedOf,
  state: Published,
  before: StoredPublished | undefined,
): Promise<StoredPublished> {
  if (!(await store.writeState(placeOf(of), state, before?.revision)))
    throw new CardwrightError('store-failed', 'Somebody else published for this patient at the same time.');
  const stored = await readPublished(store, of);
  if (stored === undefined) throw new CardwrightError('store-failed', 'What was written could not be read.');
  return stored;
}

/** Whether something of it may stand at the source. */
export function mayStand({ isPending, isWithdrawn, riskAssessment, guidance, raised }: Published): boolean {
  if (isPending === true) return true;
  return isWithdrawn !== true && [riskAssessment, guidance, raised].some((one) => one !== undefined);
}

/** Whether something may stand at the source that would be wrong if what it rests on were deleted. A response says what happened. */
export const mayRestOnChart = ({ isPending, isWithdrawn, riskAssessment, raised }: Published): boolean =>
  isPending === true || (isWithdrawn !== true && (riskAssessment !== undefined || raised !== undefined));

/** All that was published for the source, and whose it is. */
export async function listPublished(
  store: Store,
  source: string,
): Promise<readonly (PublishedOf & { readonly state: Published })[]> {
  const states = await store.listStates('published', source);
  return states.flatMap(({ key, body }) => {
    const [patient, service] = isPublishedState(body) ? keyParts(key) : [];
    if (patient === undefined || service === undefined || !isPublishedState(body)) return [];
    return [{ source, service, patient, state: body }];
  });
}

/**
 * Whose published state the clock alone may have changed, as wakes: a Flag whose time is over, a quiet period that has
 * ended. For the sweep. Reads all that was published for the source.
 */
export async function duePublished(store: Store, source: string, nowMs: number): Promise<readonly PatientWake[]> {
  const published = await listPublished(store, source);
  return published
    .filter(({ state: { recheckAt } }) => recheckAt !== undefined && Date.parse(recheckAt) <= nowMs)
    .map(({ patient, service }) => ({ source, patient, services: [service] }));
}

function keyParts(key: string): readonly (string | undefined)[] {
  const parts: unknown = JSON.parse(key);
  return Array.isArray(parts) ? parts.map((part) => (typeof part === 'string' ? part : undefined)) : [];
}

/** Not a door: only `writePublished` writes there. */
export function isPublishedState(body: unknown): body is Published {
  return typeof body === 'object' && body !== null && 'identity' in body && 'outcome' in body;
}
