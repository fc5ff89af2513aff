import { createHmac } from 'node:crypto';
import { CardwrightError } from '@cardwright/cds-service';
import type { Logger } from 'pino';
import type { Limits, SourceAuthentication } from '../config/config.ts';
import type { Source } from '../host.ts';
import { createJwtProof, type JwtProof } from './create-jwt-proof.ts';
import type { ManagedKeys } from './manage/create-managed-keys.ts';
import type { ManagedState } from './manage/managed-state.ts';
import { secretHeader } from './manage/write-subscription.ts';
import { matchesAny } from './matches-any.ts';

/** What of a notification's request is judged. */
export interface NotificationCredentials {
  /** Segments of the path. */
  readonly source: string;
  readonly key: string;
  /** A header by its name, whatever the case; several of one name joined, as HTTP has it. */
  readonly header: (name: string) => string | undefined;
  /** The bytes as they came: a signature is over them, not over what parsing makes of them. */
  readonly rawBody: Buffer;
}

/**
 * The source that sent a notification, proven before anything is parsed. One error (`bad-signature`, 401) for an unknown source,
 * a wrong key and whatever else does not hold; only the log says what, and only of sources that exist.
 */
export type SourceAuthenticator = (given: NotificationCredentials, signal: AbortSignal) => Promise<Source>;

export interface SourceAuthenticatorOptions {
  readonly sources: ReadonlyMap<string, Source>;
  readonly limits: Pick<Limits, 'clockSkewMs' | 'maxTokenLifetimeMs'>;
  /** Demo mode takes JWT keys whose private half is published. */
  readonly demo: boolean;
  readonly log: Pick<Logger, 'info'>;
  readonly now: () => Date;
  /** Finds the Subscription of our making whose key was given; absent: there are none. */
  readonly managedKeys?: ManagedKeys;
  /** Reads a JWK Set. */
  readonly fetchJson: (url: string) => Promise<unknown>;
}

/** One thing that must hold, by the name that the log says when it does not. */
type Proof = readonly [name: string, holds: (given: NotificationCredentials, signal: AbortSignal) => Promise<boolean>];

/** Error: `bad-argument` when the keys of a source cannot be used. */
export async function createSourceAuthenticator(options: SourceAuthenticatorOptions): Promise<SourceAuthenticator> {
  const { sources, log, managedKeys } = options;
  const proofs = new Map<string, readonly Proof[]>();
  const jwts = new Map<string, readonly Proof[]>();
  for (const { id, authentication } of sources.values()) {
    const { bearerJwt } = authentication;
    const jwt = bearerJwt === undefined ? undefined : await createJwtProof(options, id, bearerJwt);
    proofs.set(id, proofsOf(authentication, jwt));
    jwts.set(id, jwtProofs(jwt));
  }
  return async (given, signal) => {
    const source = sources.get(given.source);
    // Without the key nothing of the source is looked at: what follows is the same for a source that does not exist.
    const hasKey = matchesAny(given.key, source?.authentication.pathKey.secrets ?? []);
    const managed = hasKey || source?.manage !== true ? undefined : await managedKeys?.(source.id, keyIn(given));
    const failed = hasKey || managed !== undefined ? [] : ['pathKey'];
    const asked = hasKey ? proofs.get(given.source) : source && managed && managedProofs(source, managed, jwts);
    for (const [name, holds] of asked ?? [unknownProof]) {
      if (!(await holds(given, signal))) failed.push(name);
    }
    if (source !== undefined && failed.length === 0) return source;
    log.info(
      { source: source?.id, failed: failed.filter((name) => name !== 'nobody') },
      'notification not authenticated',
    );
    throw new CardwrightError('bad-signature', 'The notification is not authenticated.');
  };
}

function proofsOf(
  { header, xSignature, xHubSignature, bearerToken }: SourceAuthentication,
  jwt: JwtProof | undefined,
): readonly Proof[] {
  const proofs: Proof[] = [];
  if (header !== undefined)
    proofs.push(['header', async (given) => matchesAny(given.header(header.name) ?? '', header.secrets)]);
  if (xSignature !== undefined)
    proofs.push(['xSignature', async (given) => isSigned(given, 'x-signature', '', xSignature.secrets)]);
  if (xHubSignature !== undefined)
    proofs.push([
      'xHubSignature',
      async (given) => isSigned(given, 'x-hub-signature', 'sha256=', xHubSignature.secrets),
    ]);
  if (bearerToken !== undefined)
    proofs.push(['bearerToken', async (given) => matchesAny(bearerOf(given), bearerToken.secrets)]);
  return [...proofs, ...jwtProofs(jwt)];
}

const jwtProofs = (jwt: JwtProof | undefined): readonly Proof[] =>
  jwt === undefined ? [] : [['bearerJwt', (given, signal) => jwt(given.header('authorization'), signal)]];

const keyIn =
  ({ key }: NotificationCredentials) =>
  (keys: readonly string[]): boolean =>
    matchesAny(key, keys);

/** What our own Subscription asks of its notifications, and a token where the source's have one. */
function managedProofs(
  { id, capabilities }: Source,
  { secrets }: ManagedState,
  jwts: ReadonlyMap<string, readonly Proof[]>,
): readonly Proof[] {
  const made: Readonly<Record<typeof capabilities.proof, SourceAuthentication | undefined>> = {
    header: { pathKey: { secrets: [] }, header: { name: secretHeader, secrets } },
    'x-signature': { pathKey: { secrets: [] }, xSignature: { secrets } },
    none: undefined,
  };
  const proof = made[capabilities.proof];
  return [...(proof === undefined ? [] : proofsOf(proof, undefined)), ...(jwts.get(id) ?? [])];
}

/** Done for whoever has no key, so that a wrong key costs about what a wrong signature costs. */
const unknownProof: Proof = ['nobody', async (given) => isSigned(given, 'x-signature', '', ['nobody’s secret'])];

/** The header is the prefix and the hex HMAC-SHA256 of the raw body under one of the secrets. */
function isSigned(
  { header, rawBody }: NotificationCredentials,
  name: string,
  prefix: string,
  secrets: readonly string[],
): boolean {
  const signatures = secrets.map((secret) => prefix + createHmac('sha256', secret).update(rawBody).digest('hex'));
  return matchesAny((header(name) ?? '').trim().toLowerCase(), signatures);
}

/** RFC 6750 §2.1; the scheme has no case. */
const bearerOf = ({ header }: NotificationCredentials): string =>
  /^Bearer +(\S+)$/i.exec(header('authorization') ?? '')?.[1] ?? '';
