import { readConfig } from '../config/read-config.ts';
import { createLog } from '../log/create-log.ts';
import { logCrash } from '../log/log-crash.ts';
import { serve } from '../serve.ts';

/** `cardwright serve`: runs until SIGINT or SIGTERM, then drains. SIGHUP reads the configuration file again. */
export async function serveCommand(): Promise<number> {
  const log = createLog({ level: process.env['LOG_LEVEL'] });
  logCrash(log);
  const serving = await serve({ config: readConfig(process.env), log });
  process.on('SIGHUP', () => void serving.reload(() => readConfig(process.env)));
  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve(name));
  });
  log.info({ signal }, 'draining');
  await serving.close();
  log.info('stopped');
  return 0;
}
