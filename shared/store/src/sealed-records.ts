import type { Evaluation } from '@cardwright/cds-service';
import type { Sealer } from './seal.ts';
import type { FeedbackItem, IncomingEvent, IssuedCard, Sighting, StatePlace } from './store.ts';

/** What is sealed of a card. */
export type CardSecret = Pick<IssuedCard, 'patient' | 'hookInstance'>;
/** What is sealed of a feedback item. */
export type FeedbackSecret = Pick<FeedbackItem, 'card' | 'outcomeTimestamp' | 'body'>;
/** What is sealed of an event. */
export type EventSecret = Required<Pick<IncomingEvent, 'key' | 'body' | 'attributes'>>;
/** What is sealed of a sighting. */
export type SightingSecret = Pick<Sighting, 'resource' | 'patient' | 'versionId'>;
/** What is sealed of a state. */
export interface StateSecret {
  readonly key: string;
  readonly body: unknown;
}

/**
 * What of each table is sealed, and what it is bound and found by: the same in both databases. Tables: `evaluations` (by id),
 * `cards` (uuid), `feedback` (identity), `retained_requests` (evaluation), `inbox` (source, key), `work` (source, patient),
 * `sightings` (source, resource), `states` (collection, source, key).
 */
export function sealedRecords(sealer: Sealer) {
  const { index } = sealer;
  const json = <T>(table: string) => ({
    seal: (record: string, secret: T): Uint8Array => sealer.seal(table, record, JSON.stringify(secret)),
    open: (record: string, sealed: Uint8Array): T => {
      // Not a door: `seal` wrote it, and nobody else could have.
      const secret: T = JSON.parse(sealer.open(table, record, sealed).toString('utf8'));
      return secret;
    },
  });
  return {
    patientIndex: rememberingLast((patient) => index('patient', patient)),
    cardIndex: (card: string) => index('card', card),
    feedbackIndex: (hash: string) => index('feedback', hash),
    eventIndex: (source: string, key: string) => index('event', source, key),
    resourceIndex: (source: string, resource: string) => index('resource', source, resource),
    stateIndex: ({ collection, source, key }: StatePlace) => index('state', collection, source, key),
    /** The body comes as JSON already: it was made where the object was. */
    evaluation: {
      ...json<Evaluation>('evaluations'),
      seal: (id: string, body: string) => sealer.seal('evaluations', id, body),
    },
    card: json<CardSecret>('cards'),
    feedback: json<FeedbackSecret>('feedback'),
    request: {
      seal: (evaluation: string, packed: Uint8Array) => sealer.seal('retained_requests', evaluation, packed),
      open: (evaluation: string, sealed: Uint8Array) => sealer.open('retained_requests', evaluation, sealed),
    },
    event: {
      seal: (record: string, secret: EventSecret) => sealer.seal('inbox', record, packEvent(secret)),
      open: (record: string, sealed: Uint8Array) => unpackEvent(sealer.open('inbox', record, sealed)),
    },
    patient: json<string>('work'),
    sighting: json<SightingSecret>('sightings'),
    state: json<StateSecret>('states'),
  };
}

/** An evaluation and its cards ask for the same patient. */
function rememberingLast(make: (value: string) => string): (value: string) => string {
  let last: { readonly value: string; readonly made: string } | undefined;
  return (value) => (last?.value === value ? last : (last = { value, made: make(value) })).made;
}

export type SealedRecords = ReturnType<typeof sealedRecords>;

/** Bytes of the length that stands before the head. */
const lengthBytes = 4;

/** The body's exact bytes behind a head of JSON. */
function packEvent({ key, attributes, body }: EventSecret): Uint8Array {
  const head = Buffer.from(JSON.stringify({ key, attributes }));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, body]);
}

function unpackEvent(packed: Buffer): EventSecret {
  const end = lengthBytes + packed.readUInt32BE(0);
  const head: Omit<EventSecret, 'body'> = JSON.parse(packed.toString('utf8', lengthBytes, end));
  return { ...head, body: new Uint8Array(packed.subarray(end)) };
}
