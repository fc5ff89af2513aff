import { beforeAll, describe, expect, test } from '@jest/globals';
import { startHost, type StartedHost } from './support/start-host.ts';

let host: StartedHost;
const origin = 'https://ehr.example.org';
beforeAll(async () => {
  host = await startHost({ config: { limits: { maxBodyBytes: 2_000 } } });
});

const call = { hook: 'patient-view', hookInstance: 'x', context: { patientId: 'p', userId: 'Practitioner/1' } };
const paths = ['/cds-services', '/cds-services/cvd-risk-prevent', '/cds-services/cvd-risk-prevent/feedback'];

test.each(paths)(
  '[cors-preflight] [hard-8-cors] a preflight of %s allows authorization and content-type',
  async (path) => {
    const { status, headers } = await fetch(`${host.url}${path}`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': path === '/cds-services' ? 'GET' : 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect([200, 204]).toContain(status);
    expect(['*', origin]).toContain(headers.get('access-control-allow-origin'));
    const allowed = headers.get('access-control-allow-headers')?.toLowerCase() ?? '';
    // A star does not stand for authorization.
    for (const name of ['authorization', 'content-type']) expect(allowed).toContain(name);
    for (const method of ['GET', 'POST']) expect(headers.get('access-control-allow-methods')).toContain(method);
  },
);

describe('answers that are errors', () => {
  const tables: readonly (readonly [string, string, string])[] = [
    ['400', '/cds-services/cvd-risk-prevent', '{}'],
    ['400', '/cds-services/cvd-risk-prevent', 'nonsense'],
    ['404', '/cds-services/nobody', JSON.stringify(call)],
    ['404', '/elsewhere', '{}'],
    ['412', '/cds-services/cvd-risk-prevent', JSON.stringify(call)],
    ['413', '/cds-services/cvd-risk-prevent', JSON.stringify('x'.repeat(3_000))],
  ];
  test.each(tables)('[cors-errors] [hard-8-cors] %s on %s carries the headers', async (status, path, body) => {
    const answer = await fetch(`${host.url}${path}`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body,
    });
    expect(String(answer.status)).toBe(status);
    expect(['*', origin]).toContain(answer.headers.get('access-control-allow-origin'));
    await answer.text();
  });
});

test('[cors-preflight] a site may name the origins that may call', async () => {
  const named = await startHost({ config: { cors: { origins: [origin] } } });
  const allowed = async (from: string) => {
    const { headers } = await fetch(`${named.url}/cds-services`, { headers: { origin: from } });
    return headers.get('access-control-allow-origin');
  };
  expect(await allowed(origin)).toBe(origin);
  expect([null, origin]).toContain(await allowed('https://evil.example.org'));
  await named.close();
});
