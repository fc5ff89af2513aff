import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { isInForce } from '@cardwright/audit';
import { pino } from 'pino';
import { serve, type Serving } from '../serve.ts';
import { callBody } from '../testing/call-body.ts';
import { readCase } from '../testing/read-case.ts';
import { testInstant } from '../testing/test-host.ts';
import { chartOf } from '../testing/test-source.ts';
import { readConfig } from './read-config.ts';
import { switchesFile, writeSwitch } from './service-switches.ts';

// Each start loads and proves every model.
jest.setTimeout(60_000);

const prevent = 'cvd-risk-prevent';
const approved = { status: 'active', approvedBy: 'Committee', approvedOn: '2026-02-01' };
let folder: string;
let logged: string[];
const running = new Set<Serving>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cardwright-running-'));
  logged = [];
});
afterEach(async () => {
  for (const one of running) await one.close();
  running.clear();
  rmSync(folder, { recursive: true, force: true });
});

function read(file: object) {
  const path = join(folder, 'config.json');
  writeFileSync(path, JSON.stringify(file));
  return readConfig({ PORT: '0', CARDWRIGHT_DATA_DIR: folder, CARDWRIGHT_CONFIG: path });
}
async function start(file: object): Promise<Serving> {
  const log = pino({ base: null }, { write: (line: string) => void logged.push(line) });
  const one = await serve({ config: read(file), log, now: () => new Date(testInstant) });
  running.add(one);
  return one;
}
const service = (change: object = {}) => ({ services: { [prevent]: { ...approved, ...change } } });
const call = (url: string, change: Readonly<Record<string, unknown>> = {}, headers = {}) =>
  fetch(`${url}/cds-services/${prevent}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(callBody(prevent, 'base.json', change)),
  });
const answer = async (url: string, change: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  (await call(url, change)).text();
const discovered = async (url: string): Promise<string> => (await fetch(`${url}/cds-services`)).text();

async function within(ms: number, holds: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

describe('the kill switch', () => {
  const turn = (off: boolean) => writeSwitch(folder, { id: prevent, off, at: testInstant });

  test('off: 404 and gone from discovery within two seconds; on: back again; a broken file changes nothing', async () => {
    const { url } = await start(service());
    expect((await call(url)).status).toBe(200);
    turn(true);
    expect(await within(2_000, async () => (await call(url)).status === 404)).toBe(true);
    expect(await discovered(url)).not.toContain(`"${prevent}"`);
    expect(await discovered(url)).toContain('deterioration-news2');
    writeFileSync(switchesFile(folder), '{');
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect((await call(url)).status).toBe(404);
    expect(logged.join('')).toContain('the switches stay as they were');
    rmSync(switchesFile(folder));
    turn(false);
    expect(await within(2_000, async () => (await call(url)).status === 200)).toBe(true);
  });

  test('what the service published is withdrawn, and published anew when it is on again', async () => {
    const [news2, file] = ['deterioration-news2', 'score-7.json'];
    const config = readConfig({ PORT: '0', CARDWRIGHT_DATA_DIR: folder });
    const aheadMs = Date.parse(readCase(news2, file).asOf) - Date.now();
    const now = () => new Date(Date.now() + aheadMs);
    const serving = await serve({ config, log: pino({ level: 'silent' }), now });
    running.add(serving);
    const [source] = serving.host.sources.values();
    if (source === undefined) throw new Error('The demonstration has no source.');
    const { fhir } = source;
    const signal = () => AbortSignal.timeout(5_000);
    for (const { id = '', ...resource } of chartOf(news2, file)) await fhir.update({ ...resource, id }, signal());
    const standing = async () => (await fhir.search('Flag?patient=p1', signal())).resources.filter(isInForce).length;
    const switchNews2 = (off: boolean) => writeSwitch(folder, { id: news2, off, at: testInstant });
    expect(await within(20_000, async () => (await standing()) === 1)).toBe(true);
    switchNews2(true);
    expect(await within(20_000, async () => (await standing()) === 0)).toBe(true);
    switchNews2(false);
    expect(await within(20_000, async () => (await standing()) === 1)).toBe(true);
  });

  test('it holds over a restart', async () => {
    turn(true);
    const { url } = await start(service());
    expect((await call(url)).status).toBe(404);
  });
});

describe('reload', () => {
  test('status, limits and origins take effect, and no request is lost meanwhile', async () => {
    const { url, reload } = await start(service());
    let stopped = false;
    const statuses = new Set<number>();
    const hammer = Promise.all(
      [1, 2, 3].map(async () => {
        while (!stopped) statuses.add((await call(url)).status);
      }),
    );
    const origins = { cors: { origins: ['https://ehr.example.org'] } };
    for (const deadlineMs of [1_900, 1_800, 1_700])
      expect(await reload(() => read({ ...service(), ...origins, limits: { deadlineMs } }))).toBe('applied');
    stopped = true;
    await hammer;
    expect([...statuses]).toEqual([200]);
    const allowed = async (origin: string) =>
      (await call(url, {}, { origin })).headers.get('access-control-allow-origin');
    expect(await allowed('https://ehr.example.org')).toBe('https://ehr.example.org');
    expect(await allowed('https://other.example.org')).toBeNull();
    expect(await reload(() => read({ services: { [prevent]: { status: 'retired' } } }))).toBe('applied');
    expect((await call(url)).status).toBe(404);
    expect(await reload(() => read({ ...service(), limits: { maxBodyBytes: 1024 } }))).toBe('applied');
    expect((await call(url)).status).toBe(413);
  });

  test('a file that is not valid is refused and logged, and the old one stays', async () => {
    const { url, reload } = await start(service());
    expect(await reload(() => read({ limits: { deadlineMs: 'fast' } }))).toBe('refused');
    expect(logged.join('')).toContain('/limits/deadlineMs');
    expect((await call(url)).status).toBe(200);
  });

  test('what only a start can change is said', async () => {
    const { reload, url } = await start(service());
    await reload(() => ({ ...read(service()), port: 1 }));
    expect(logged.join('')).toContain('take effect at the next start only');
    expect((await call(url)).status).toBe(200);
  });
});

describe('a service at a site', () => {
  test('an overlay: templates, words on the card and the version; the contact, escaped', async () => {
    const { url, reload } = await start(service());
    const published = await answer(url);
    const overlay = { windows: { total_c: { days: 900 } } };
    await reload(() => read(service({ overlay, ownerContact: 'Dr <b>Ada</b> [x](http://x)' })));
    const here = await answer(url);
    expect(here).toContain('total\\\\_c: used for 900 days (published: 1826 days)');
    expect(here).toContain('Questions about this advice: Dr &lt;b>Ada');
    expect(here).not.toContain('](http://x)');
    const version = (text: string) => /"version":"(\w+)"/.exec(text)?.[1];
    expect(version(here)).toMatch(/^\w{16}$/);
    expect(version(here)).not.toBe(version(published));
    await reload(() =>
      read(service({ overlay: { valueSets: { 'total-cholesterol': [{ system: 'urn:l', code: 'TC' }] } } })),
    );
    expect(await discovered(url)).toContain(encodeURIComponent('urn:l|TC'));
  });

  test('SI beside the value used, on the clocks of the site: another version of the words', async () => {
    const { url } = await start({ ...service(), site: { displayUnits: 'si', timeZone: 'Asia/Kolkata' } });
    expect(await answer(url)).toMatch(/200 mg\/dL \(5\.2 mmol\/L\)/);
    const other = await start(service());
    expect(await answer(other.url)).not.toContain('5.2 mmol/L');
  });

  test('an audience: outside it the call is recorded as not applicable, unread it is insufficient', async () => {
    const { url } = await start(service({ audience: { roles: ['Practitioner'], encounterClasses: ['AMB'] } }));
    const encounter = (code: string) => ({
      resourceType: 'Encounter',
      id: 'e',
      status: 'in-progress',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code },
      subject: { reference: `Patient/${patientId}` },
    });
    const body = JSON.parse(JSON.stringify(callBody(prevent, 'base.json')));
    const { patientId } = body.context;
    const given = (userId: string, encounters: unknown) => ({
      context: { ...body.context, userId },
      prefetch: { ...body.prefetch, encounters },
    });
    expect(await answer(url, given('Practitioner/1', encounter('AMB')))).toContain('"outcome":"assessed"');
    const elsewhere = await answer(url, given('Practitioner/1', encounter('IMP')));
    expect(elsewhere).toContain('"outcome":"not-applicable"');
    expect(elsewhere).toContain('"cards":[]');
    expect(await answer(url, given('Patient/1', encounter('AMB')))).toContain('"outcome":"not-applicable"');
    const failed = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception' }] };
    expect((await call(url, given('Practitioner/1', failed))).status).toBe(412);
  });
});

describe('TLS in this process', () => {
  const certificate = { certificateFile: 'certificate.pem', keyFile: 'key.pem' };
  const makeCertificate = (name: string) =>
    execFileSync(
      'openssl',
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=${name} -addext subjectAltName=IP:127.0.0.1 -keyout ${join(folder, 'key.pem')} -out ${join(folder, 'certificate.pem')}`.split(
        ' ',
      ),
      { stdio: 'ignore' },
    );
  const get = (url: string) =>
    new Promise<string>((resolve, reject) => {
      const ca = readFileSync(join(folder, 'certificate.pem'));
      request(url, { ca, agent: false }, (response) => {
        response.setEncoding('utf8').on('data', resolve);
      })
        .on('error', reject)
        .end();
    });

  test('answers https with the configured certificate, and with the new one after a reload', async () => {
    makeCertificate('first');
    const { url, reload, host } = await start({
      ...service(),
      tls: certificate,
      publicBaseUrl: 'https://cds.example.org/',
    });
    expect(url).toMatch(/^https:/);
    expect(host.publicBaseUrl).toBe('https://cds.example.org');
    expect(await get(`${url}/livez`)).toBe('ok');
    makeCertificate('second');
    await expect(get(`${url}/livez`)).rejects.toThrow();
    expect(await reload(() => read({ ...service(), tls: certificate }))).toBe('applied');
    expect(await get(`${url}/livez`)).toBe('ok');
  });

  test('a key of another certificate is refused before anything is opened', () => {
    makeCertificate('first');
    const keep = readFileSync(join(folder, 'certificate.pem'));
    makeCertificate('second');
    writeFileSync(join(folder, 'certificate.pem'), keep);
    expect(() => read({ tls: certificate })).toThrow(/private key that belongs to it/);
  });
});
