import { openSqliteStore, type Store } from '@cardwright/store';
import type { ClientConfig } from '../../config/config.ts';
import type { AuthenticatedClient, ClientAuthenticator } from '../client-authenticator.ts';
import { createClientAuthenticator, type ClientAuthenticatorOptions } from '../create-client-authenticator.ts';
import { testEndpoint, testNow } from './test-signer.ts';

/** What the authenticator wrote to the log. */
export interface LoggedRefusal {
  readonly reason: string;
  readonly issuer?: string;
  readonly jti?: string;
}

export interface TestAuthenticator {
  readonly authenticate: ClientAuthenticator;
  /** Judges a compact token, or a whole header, at `testEndpoint`. */
  readonly judge: (token: string, url?: string) => Promise<AuthenticatedClient | undefined>;
  /** `accepted`, or the reason in the log; fails when the error says more than 401 without detail. */
  readonly verdict: (token: string, url?: string) => Promise<string>;
  readonly logged: LoggedRefusal[];
  readonly store: Pick<Store, 'claimToken'>;
}

export type TestAuthenticatorOptions = Partial<ClientAuthenticatorOptions>;

/** An authenticator with a real store (in memory unless given), a clock that stands still and no network unless given. */
export async function testAuthenticator(
  clients: Readonly<Record<string, ClientConfig>>,
  options: TestAuthenticatorOptions = {},
): Promise<TestAuthenticator> {
  const logged: LoggedRefusal[] = [];
  const store = options.store ?? openSqliteStore({ file: ':memory:' });
  const record = (refusal: LoggedRefusal) => void logged.push(refusal);
  const authenticate = await createClientAuthenticator({
    clients,
    limits: { clockSkewMs: 60_000, maxTokenLifetimeMs: 300_000 },
    demo: false,
    log: { info: record, warn: record },
    now: () => testNow,
    fetchJson: () => Promise.reject(new Error('no network here')),
    ...options,
    store,
  });
  if (authenticate === undefined) throw new Error('no client is registered');
  const judge = (token: string, url = testEndpoint) => {
    const authorization = token.includes(' ') ? token : `Bearer ${token}`;
    return authenticate({ authorization, url }, new AbortController().signal);
  };
  return {
    authenticate,
    judge,
    logged,
    store,
    verdict: async (token, url) => {
      logged.length = 0;
      try {
        await judge(token, url);
        return 'accepted';
      } catch (error) {
        const { code, message, details } = Object(error) as Record<string, unknown>;
        if (code !== 'bad-signature' || message !== 'The request is not authenticated.') throw error;
        if (JSON.stringify(details) !== '{}' || logged.length !== 1) throw error;
        return logged[0]?.reason ?? '';
      }
    },
  };
}
