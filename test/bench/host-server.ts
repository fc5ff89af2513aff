/** Our host on a free port with its state in a given folder; prints the URL of the PREVENT service. */
import { readConfig, serve } from '@cardwright/cds-hooks';
import { pino } from 'pino';

const config = readConfig({ ...process.env, PORT: '0', HOST: '127.0.0.1', CARDWRIGHT_DATA_DIR: process.argv[2] });
const serving = await serve({ config, log: pino({ level: 'warn' }) });
process.stdout.write(`${serving.url}/cds-services/cvd-risk-prevent\n`);
process.once('SIGTERM', () => void serving.close());
