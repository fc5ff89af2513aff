/**
 * The host in a process of its own, as `start-host.ts` forks it: demo services and FHIR server, one more source, logs on
 * standard output. A process of its own, so that a crash is a crash, an unhandled rejection ends it, and its event loop and
 * memory are measured without the generators.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { readConfig, readSource, serve } from '@cardwright/cds-hooks';
import { pino } from 'pino';
import { hostInstant, hostSettings } from './host-settings.ts';

const { port, dataDirectory, source, limits } = hostSettings(process.argv[2]);
const base = readConfig({ HOST: '127.0.0.1', PORT: String(port), CARDWRIGHT_DATA_DIR: dataDirectory });
const fhirServer = `http://127.0.0.1:${port}/fhir`;
const authentication = { pathKey: { secrets: [source.key] } };
const criteria = 'Observation?category=vital-signs';
const ward = readSource(source.id, { fhirServer, criteria, authentication }, '.');
const startedAtMs = Date.now();
const now = () => new Date(Date.parse(hostInstant) + Date.now() - startedAtMs);
const serving = await serve({
  now,
  config: { ...base, sources: { [source.id]: ward }, limits: { ...base.limits, ...limits } },
  log: pino({ level: 'trace', base: null }),
});
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();

process.on('message', (message) => {
  if (message === 'report') void report();
  if (message === 'stop') void stop();
});
process.send?.({ url: serving.url });

/** Milliseconds and bytes since the last report. */
async function report(): Promise<void> {
  globalThis.gc?.();
  await setTimeout(50);
  globalThis.gc?.();
  const { heapUsed, rss, external } = process.memoryUsage();
  process.send?.({
    loopDelayP99Ms: delay.percentile(99) / 1e6,
    loopDelayMaxMs: delay.max / 1e6,
    heldBytes: heapUsed + external,
    rssBytes: rss,
    metrics: await serving.host.metrics.registry.metrics(),
  });
  delay.reset();
}

async function stop(): Promise<void> {
  await serving.idle();
  await serving.close();
  process.disconnect();
}
