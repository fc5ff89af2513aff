/**
 * Door 2 as a process with ROLE=api has it: it acknowledges what is committed, and leaves the work to others.
 * `node notification-server.ts <configuration file> <data directory>`, with DATABASE_URL for PostgreSQL; prints its URL.
 */
import { readConfig, serve } from '@cardwright/cds-hooks';
import { pino } from 'pino';

const [file, dataDirectory] = process.argv.slice(2);
const env = { ...process.env, CARDWRIGHT_CONFIG: file, CARDWRIGHT_DATA_DIR: dataDirectory, PORT: '0' };
const config = { ...readConfig(env), role: 'api' as const };
const serving = await serve({ config, log: pino({ level: 'silent' }) });
process.stdout.write(`${serving.url}/\n`);
process.once('SIGTERM', () => void serving.close().then(() => process.exit(0)));
