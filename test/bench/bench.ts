/**
 * `npm run bench`: our throughput and latency next to a floor measured in the same run, interleaved round by round.
 * Only the ratios and differences mean something; single figures move with the machine.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { percentile, post, round, type Round } from './measure.ts';
import { preventRequest } from './prevent-request.ts';

const rounds = 5;
const plans = [
  { observations: 10, requests: 1_500, goal: 'at most 0.40 ms over the floor' },
  { observations: 100, requests: 600, goal: 'at least 0.50 of the floor' },
  { observations: 1_000, requests: 120, goal: 'at least 0.70 of the floor' },
];
const directory = mkdtempSync(join(tmpdir(), 'cardwright-bench-'));
const children: ChildProcess[] = [];

async function start(script: string, argument: string): Promise<string> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ORT_DISABLE_TELEMETRY: '1' },
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString('utf8').trim()));
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code ?? 'a signal'}`)));
  });
}

async function templatesOf(url: string): Promise<Readonly<Record<string, string>>> {
  const { services } = (await (await fetch(new URL('/cds-services', url))).json()) as {
    services: { id: string; hook: string; prefetch: Record<string, string> }[];
  };
  return services.find(({ id, hook }) => id === 'cvd-risk-prevent' && hook === 'patient-view')?.prefetch ?? {};
}

const pool = (all: readonly Round[]) => all.flatMap(({ times }) => times);
const median = (values: readonly number[]) => percentile(values, 0.5);
const ms = (value: number) => value.toFixed(3).padStart(8);

async function compare(url: string, plan: (typeof plans)[number]): Promise<void> {
  const body = preventRequest(plan.observations, await templatesOf(url), new Date());
  const answer = await post(url, body, new Agent());
  if (!answer.includes('"assessed"')) throw new Error(`not assessed: ${answer.slice(0, 400)}`);
  const file = join(directory, `answer-${plan.observations}.json`);
  writeFileSync(file, answer);
  const floorUrl = await start('floor-server.ts', file);
  const sides = { floor: floorUrl, ours: url };
  const single = { floor: [] as Round[], ours: [] as Round[] };
  const loaded = { floor: [] as Round[], ours: [] as Round[] };
  for (const target of Object.values(sides)) await round(target, body, Math.ceil(plan.requests / 2), 4);
  for (let index = 0; index < rounds; index += 1) {
    for (const side of ['floor', 'ours'] as const) {
      single[side].push(await round(sides[side], body, plan.requests, 1));
      loaded[side].push(await round(sides[side], body, plan.requests, 8));
    }
  }
  children.pop()?.kill('SIGTERM');
  report(plan, body.length, answer.length, single, loaded);
}

type Sides = Readonly<Record<'floor' | 'ours', readonly Round[]>>;

function report(
  plan: (typeof plans)[number],
  bodyBytes: number,
  answerBytes: number,
  single: Sides,
  loaded: Sides,
): void {
  const perSecond = (side: 'floor' | 'ours') => median(loaded[side].map((one) => one.perSecond));
  const ratio = perSecond('ours') / perSecond('floor');
  const over = 1000 / perSecond('ours') - 1000 / perSecond('floor');
  const over50 = percentile(pool(single.ours), 0.5) - percentile(pool(single.floor), 0.5);
  process.stdout.write(
    `\n${plan.observations} Observations (body ${(bodyBytes / 1024).toFixed(1)} KB, answer ${(answerBytes / 1024).toFixed(1)} KB); goal: ${plan.goal}\n`,
  );
  process.stdout.write('          requests/s   p50 ms   p99 ms   (p50, p99 on one connection; requests/s on eight)\n');
  for (const side of ['floor', 'ours'] as const) {
    const times = pool(single[side]);
    process.stdout.write(
      `  ${side}    ${perSecond(side).toFixed(0).padStart(8)} ${ms(percentile(times, 0.5))} ${ms(percentile(times, 0.99))}\n`,
    );
  }
  process.stdout.write(
    `  ours is ${ratio.toFixed(2)} of the floor's throughput; over the floor by ${over.toFixed(3)} ms a request under load, ${over50.toFixed(3)} ms at p50 alone\n`,
  );
}

try {
  const url = await start('host-server.ts', join(directory, 'data'));
  for (const plan of plans) await compare(url, plan);
} finally {
  children.forEach((child) => child.kill('SIGTERM'));
  setTimeout(() => rmSync(directory, { recursive: true, force: true }), 500);
}
