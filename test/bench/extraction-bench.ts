/**
 * The last row of `npm run bench`: 80 features from 111 Observations, from the parsed JSON to the FeatureVector, next to the raw
 * `JSON.parse` of the same body, measured in the same run, interleaved round by round. Goal: at most 0.5 ms.
 */
import { extractFeatures } from '@cardwright/features';
import { readBundle } from '@cardwright/fhir';
import { asOf, chartBundle, eightyFeatures } from './feature-chart.ts';
import { percentile } from './measure.ts';

const goalMs = 0.5;
const rounds = 30;
const perRound = 100;
const body = JSON.stringify(chartBundle());

/** Every round reads a freshly parsed body: nothing of an earlier chart is kept. */
function once(): { readonly parse: number; readonly extract: number } {
  const start = performance.now();
  const bundle: unknown = JSON.parse(body);
  const parsed = performance.now();
  const vector = extractFeatures(eightyFeatures, readBundle(bundle), { asOf, clock: 'live' });
  const end = performance.now();
  const absent = Object.values(vector.features).filter(({ status }) => status === 'absent').length;
  if (absent > 0) throw new Error(`${absent} of 80 features are absent: this is not the work to be measured`);
  return { parse: parsed - start, extract: end - parsed };
}

for (let warm = 0; warm < 500; warm += 1) once();
const times = Array.from({ length: rounds * perRound }, once);
const row = (name: 'parse' | 'extract') => {
  const values = times.map((time) => time[name]);
  return [0.5, 0.9, 0.99].map((p) => percentile(values, p).toFixed(3).padStart(8)).join(' ');
};
const p50 = percentile(
  times.map(({ extract }) => extract),
  0.5,
);
process.stdout.write(
  [
    `80 features from 111 Observations (body ${(body.length / 1024).toFixed(1)} KB), ms`,
    '                                p50      p90      p99',
    `  floor: JSON.parse        ${row('parse')}`,
    `  record and 80 features   ${row('extract')}`,
    `  goal: at most ${goalMs} ms at p50: ${p50 <= goalMs ? 'met' : 'missed'}`,
    '',
  ].join('\n'),
);
