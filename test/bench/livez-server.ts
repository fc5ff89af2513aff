/**
 * Our host, which on a line of standard input scores and explains so many patients with PREVENT in its own process and
 * prints how long that took. `node livez-server.ts <data directory>`; prints its URL first.
 */
import { createInterface } from 'node:readline';
import { loadService, readConfig, serve } from '@cardwright/cds-hooks';
import { pino } from 'pino';

const config = readConfig({ ...process.env, PORT: '0', HOST: '127.0.0.1', CARDWRIGHT_DATA_DIR: process.argv[2] });
const serving = await serve({ config, log: pino({ level: 'warn' }) });
const { port, models } = await loadService('cvd-risk-prevent');
const explain = models['base-10yr']?.outputs.map(({ name }) => name) ?? [];

/** Patients who differ in every number, all within the model's range. */
const requests = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    variant: 'base-10yr',
    explain,
    inputs: {
      age: 30 + (i % 490) / 10,
      sex: i % 2 === 0 ? 'female' : 'male',
      sbp: 95 + (i % 85),
      bp_tx: i % 3 === 0,
      total_c: 135 + (i % 170),
      hdl_c: 30 + (i % 60),
      statin: i % 5 === 0,
      dm: i % 4 === 0,
      smoking: i % 7 === 0,
      egfr: 40 + (i % 80),
      bmi: 19 + (i % 200) / 10,
    },
  }));

process.stdout.write(`${serving.url}/livez\n`);
for await (const line of createInterface({ input: process.stdin })) {
  const start = performance.now();
  const predictions = await port.predict(requests(Number(line)));
  const explained = predictions.filter(({ explanations }) => explanations.length === explain.length).length;
  process.stdout.write(`${JSON.stringify({ explained, seconds: (performance.now() - start) / 1000 })}\n`);
}
await serving.close();
