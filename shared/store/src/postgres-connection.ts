import { CardwrightError } from '@cardwright/cds-service';
import { Pool, types } from 'pg';
import type { ClientConfig, PoolClient, PoolConfig } from 'pg';
import { isWorthRepeating } from './postgres-failed.ts';
import type { Row } from './row.ts';

export interface Statement {
  /** Under which the server prepares it, once a connection; absent for what is seldom asked. */
  readonly name?: string;
  readonly text: string;
}

export type Run = (statement: Statement, values?: readonly unknown[]) => Promise<readonly Row[]>;

/** A bounded pool of connections. Every failure is a `CardwrightError` `store-failed`. */
export interface PostgresConnection {
  /** One statement in a transaction of its own. */
  readonly run: Run;
  /** Several in one; `work` runs again when another transaction was in the way. */
  readonly transact: <T>(work: (run: Run) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

export interface PostgresConnectionOptions {
  /** `postgres://user:password@host:port/database?sslmode=…` */
  readonly url: string;
  /** Namespace of our tables. */
  readonly schema: string;
  readonly maxConnections: number;
  /** `off`: a commit does not wait for the server's disk; a crash of the server may take the last moments, a crash of ours nothing. */
  readonly synchronousCommit: 'on' | 'off';
}

const connectTimeoutMs = 3_000;
/** Enforced by the server. */
const statementTimeoutMs = 10_000;
const lockTimeoutMs = 5_000;
/** A server that does not even say that it gave up. */
const answerTimeoutMs = 12_000;
const idleTimeoutMs = 30_000;
/** How often a transaction is begun when others are in the way. */
const maxTries = 5;

/** 8-byte integers as numbers: ours are counts, and milliseconds far below 2^53. */
const parsers: NonNullable<ClientConfig['types']> = {
  getTypeParser: (id, format) => (id === types.builtins.INT8 ? Number : types.getTypeParser(id, format)),
};

/** Connects when it is first asked, and again after the server has been away. */
export function postgresConnection(options: PostgresConnectionOptions): PostgresConnection {
  const pool = new Pool({ ...clientConfig(options), max: options.maxConnections, idleTimeoutMillis: idleTimeoutMs });
  // An idle connection that the server closed; the pool makes another when one is needed.
  pool.on('error', () => undefined);
  let closed: Promise<void> | undefined;
  const connect = async (): Promise<PoolClient> => {
    if (closed !== undefined) throw new CardwrightError('store-failed', 'the store is closed');
    return pool.connect();
  };
  return {
    run: (statement, values) => repeatedly(() => onClient(connect, (client) => runOn(client)(statement, values))),
    transact: (work) => repeatedly(() => onClient(connect, (client) => transactOn(client, work))),
    close: () => (closed ??= pool.end()),
  };
}

/** What every connection of ours says of itself. Error: `bad-argument` when the URL cannot be read. */
export function clientConfig({
  url,
  schema,
  synchronousCommit,
}: Omit<PostgresConnectionOptions, 'maxConnections'>): PoolConfig {
  const settings = { search_path: schema, synchronous_commit: synchronousCommit, client_encoding: 'UTF8' };
  return {
    // What the URL says wins, but for the options, which are joined.
    application_name: 'cardwright',
    ...readUrl(
      url,
      Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`),
    ),
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    query_timeout: answerTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    keepAlive: true,
    types: parsers,
  };
}

function readUrl(url: string, settings: readonly string[]): Pick<PoolConfig, 'connectionString'> {
  try {
    const parsed = new URL(url);
    if (!/^postgres(ql)?:$/.test(parsed.protocol)) throw new Error('another protocol');
    parsed.searchParams.set('options', [...parsed.searchParams.getAll('options'), ...settings].join(' '));
    return { connectionString: parsed.href };
  } catch {
    // The URL holds a password.
    throw new CardwrightError(
      'bad-argument',
      'DATABASE_URL is not a URL of the form postgres://user:password@host:port/database.',
    );
  }
}

const runOn =
  (client: PoolClient): Run =>
  async ({ name, text }, values = []) => {
    const query = { text, ...(name === undefined ? {} : { name }) };
    // Several statements in one text are possible without values alone.
    const { rows } = await client.query<Row>(values.length > 0 || name ? { ...query, values: [...values] } : query);
    return rows;
  };

async function transactOn<T>(client: PoolClient, work: (run: Run) => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work(runOn(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function onClient<T>(connect: () => Promise<PoolClient>, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await connect();
  // Without a listener the loss of a connection at work would end the process; the statement fails in any case.
  const lost = () => undefined;
  client.on('error', lost);
  try {
    const result = await work(client);
    client.off('error', lost).release();
    return result;
  } catch (error) {
    // A connection on which something failed for another reason than the data may be unusable: it is not used again.
    client.release(!('severity' in Object(error)));
    throw error;
  }
}

async function repeatedly<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isWorthRepeating(error) || tries === maxTries) throw error;
    }
  }
}
