/**
 * A FHIR server that nobody here wrote: HAPI FHIR JPA from Maven Central. Cardwright subscribes to it by itself; an Observation that is
 * written there leads to a RiskAssessment there; an amended one replaces it. `npm run test:hapi`: where Java, Maven or the artefacts
 * cannot be had, the tests are skipped and say why.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Bundle, Observation, Resource, RiskAssessment, Subscription } from '@medplum/fhirtypes';
import { eventually, startProcess, temporaryDirectory, type StartedProcess } from '../e2e/start-process.ts';
import { chartOf } from '../e2e/vital-signs-ward.ts';
import { onlyActive } from '../e2e/only-active.ts';

jest.setTimeout(300_000);

const here = fileURLToPath(new URL('.', import.meta.url));
const service = 'deterioration-news2';
const directory = temporaryDirectory();

/** The class path of HAPI and of the compiled server, or why there is none. */
function prepare(): { readonly classPath: string } | { readonly missing: string } {
  const run = (program: string, ...args: readonly string[]) =>
    execFileSync(program, args, { cwd: here, stdio: ['ignore', 'pipe', 'pipe'], timeout: 600_000 });
  const list = join(directory.path, 'class-path');
  const classes = join(directory.path, 'classes');
  const steps: readonly (readonly [what: string, step: () => unknown])[] = [
    ['a Java development kit', () => run('javac', '-version')],
    ['Maven', () => run('mvn', '-version')],
    [
      'HAPI FHIR from Maven Central',
      () => run('mvn', '-q', '-B', 'dependency:build-classpath', `-Dmdep.outputFile=${list}`),
    ],
    [
      'a HAPI FHIR that our starter compiles with',
      () => {
        mkdirSync(classes, { recursive: true });
        run('javac', '-cp', readFileSync(list, 'utf8'), '-d', classes, 'HapiServer.java');
      },
    ],
  ];
  for (const [what, step] of steps) {
    try {
      step();
    } catch {
      return { missing: what };
    }
  }
  return { classPath: `${classes}:${readFileSync(list, 'utf8')}` };
}

const prepared = prepare();
const isMissing = 'missing' in prepared;
const suite = isMissing ? describe.skip : describe;
if (isMissing) process.stderr.write(`\nSkipped: missing ${prepared.missing}.\n`);

suite(`HAPI FHIR JPA${isMissing ? ` (missing: ${prepared.missing})` : ''}`, () => {
  let hapi: ChildProcess;
  let fhirUrl: string;
  let host: StartedProcess;

  beforeAll(async () => {
    hapi = spawn('java', ['-Xmx2g', '-cp', 'classPath' in prepared ? prepared.classPath : '', 'HapiServer'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    fhirUrl = await readyUrl(hapi);
    host = await startCardwright(fhirUrl);
  });
  afterAll(async () => {
    await host?.kill();
    hapi?.kill('SIGKILL');
    directory.clean();
  });

  const put = async (resource: Resource): Promise<void> => {
    const headers = { 'content-type': 'application/fhir+json' };
    const url = `${fhirUrl}/${resource.resourceType}/${String(resource.id)}`;
    const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(resource) });
    expect([resource.resourceType, answer.status, answer.ok ? '' : await answer.text()]).toEqual([
      resource.resourceType,
      expect.any(Number),
      '',
    ]);
  };
  const search = async <R extends Resource>(query: string): Promise<readonly R[]> => {
    const headers = { 'cache-control': 'no-cache' };
    const bundle = (await (await fetch(`${fhirUrl}/${query}`, { headers })).json()) as Bundle<R>;
    return (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
  };
  const inForce = async () =>
    (await search<RiskAssessment>('RiskAssessment?_count=50')).filter(({ status }) => status === 'final');
  const scoreOf = ({ prediction = [] }: RiskAssessment) => JSON.stringify(prediction);
  const accepted = async (): Promise<number> => {
    const metrics = await (await fetch(`${host.url}/metrics`)).text();
    return Number(
      /^cardwright_notifications_total\{source="hapi",result="accepted"\} (\d+)$/m.exec(metrics)?.[1] ?? '0',
    );
  };
  const effective = new Date().toISOString();
  const chart = chartOf('ward-1', effective);

  test('subscribes by itself, once for each resource type, and HAPI makes it active', async () => {
    const active = await eventually(async () => {
      const found = await search<Subscription>('Subscription?_count=50');
      return found.length > 0 && found.every(({ status }) => status === 'active') ? found : undefined;
    }, 60_000);
    const criteria = active.map((one) => one.criteria ?? '');
    expect(criteria.some((text) => text.startsWith('Observation'))).toBe(true);
    expect(new Set(criteria).size).toBe(criteria.length);
  });

  test('an Observation that is written leads to a RiskAssessment, by way of the notification', async () => {
    for (const resource of chart) await put(resource);
    const [assessment] = await eventually(async () => {
      const found = await inForce();
      return found.some((one) => one.prediction !== undefined) ? found : undefined;
    }, 60_000);
    expect(assessment?.subject.reference).toBe('Patient/ward-1');
    expect(await accepted()).toBeGreaterThan(0);
  });

  test('a sign that got worse replaces it: one assessment is in force', async () => {
    const before = (await inForce()).map(scoreOf).join();
    const rate = chart.find(
      (one): one is Observation => one.resourceType === 'Observation' && JSON.stringify(one.code).includes('9279-1'),
    );
    if (rate === undefined) throw new Error('the chart has no respiratory rate');
    await put({ ...rate, valueQuantity: { ...rate.valueQuantity, value: 26 } });
    const after = await eventually(async () => {
      const found = await inForce();
      return found.length === 1 && found.map(scoreOf).join() !== before ? found : undefined;
    }, 60_000);
    expect(after).toHaveLength(1);
    expect(host.lines.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('no output'));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready ')) resolve(line.slice('ready '.length));
    });
    child.once('exit', (code) => reject(new Error(`HAPI ended with ${code}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startCardwright(fhirServer: string): Promise<StartedProcess> {
  const port = await freePort();
  const config = join(directory.path, 'config.json');
  writeFileSync(
    config,
    JSON.stringify({
      publicBaseUrl: 'https://cardwright.example.org',
      limits: { debounceMs: 500 },
      services: onlyActive(service),
      sources: {
        hapi: {
          profile: 'hapi',
          fhirServer,
          manage: true,
          notifyBaseUrl: `http://127.0.0.1:${port}`,
          sweepMinutes: 60,
        },
      },
    }),
  );
  return startProcess(join(directory.path, 'data'), { CARDWRIGHT_CONFIG: config, PORT: String(port) });
}
