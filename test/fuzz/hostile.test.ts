import { request } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readCases } from '@cardwright/cds-hooks';
import { raw, statusesIn } from './raw.ts';
import { closeConnections, send, type Received } from './send.ts';
import { startHost, type StartedHost } from './start-host.ts';

jest.setTimeout(60_000);

const mebibyte = 1024 * 1024;
const deadlineMs = 800;
const path = '/cds-services/cvd-risk-prevent';
const json = { 'content-type': 'application/json', origin: 'https://ehr.example.org' };
let host: StartedHost;
let hanging: Server;
const held = new Set<Socket>();

beforeAll(async () => {
  host = await startHost({ deadlineMs, requestTimeoutMs: 1_000, maxConcurrentCalls: 4 });
  hanging = createServer((socket) => {
    held.add(socket);
    // It reads, so that it hears of the end, and says nothing.
    socket.resume().on('error', () => undefined);
    socket.on('close', () => held.delete(socket));
  });
  await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  closeConnections();
  held.forEach((socket) => socket.destroy());
  hanging.close();
  expect(await host.stop()).toBe(0);
});

const hangingFhir = () => ({ fhirServer: `http://127.0.0.1:${(hanging.address() as AddressInfo).port}/fhir` });

function baseCall(more: object = {}): Readonly<Record<string, unknown>> & { readonly prefetch: object } {
  const found = readCases('cvd-risk-prevent').find(({ file }) => file === 'base.json');
  if (found === undefined) throw new Error('no base case');
  const { hook, context, prefetch } = found.case;
  return { hook, hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea', context, prefetch, ...more };
}

const post = (body: unknown, headers: Readonly<Record<string, string>> = json): Promise<Received> =>
  send(host.port, {
    method: 'POST',
    path,
    headers,
    body: Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  });

/** Also of a refusal: coded, an OperationOutcome, readable by a page of another origin. */
function codeOf({ text, headers }: Received): unknown {
  expect(headers['access-control-allow-origin']).toBe('*');
  const body = JSON.parse(text) as { issue?: readonly { details: { coding: readonly { code: string }[] } }[] };
  return body.issue?.[0]?.details.coding[0]?.code;
}

/** What the host holds more, after a collection, than before `act`. */
async function growth(act: () => Promise<void>): Promise<number> {
  const before = await host.report();
  await act();
  return (await host.report()).heldBytes - before.heldBytes;
}

test('the lawful call, that the hostile ones are made of, gives a card', async () => {
  const { status, text } = await post(baseCall());
  expect({ status, cards: (JSON.parse(text) as { cards: unknown[] }).cards.length }).toEqual({ status: 200, cards: 1 });
});

describe('size', () => {
  /** Sends 100 MiB as fast as the host takes it; resolves at the answer, whatever was sent by then. */
  function sendMuch(headers: Readonly<Record<string, string>>): Promise<{ status: number; sentBytes: number }> {
    return new Promise((resolve, reject) => {
      let sentBytes = 0;
      const chunk = Buffer.alloc(mebibyte, 0x20);
      const going = request({ host: '127.0.0.1', port: host.port, method: 'POST', path, headers }, (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, sentBytes });
        going.destroy();
      });
      going.on('error', reject);
      const more = (): void => {
        while (sentBytes < 100 * mebibyte && !going.destroyed) {
          sentBytes += chunk.length;
          if (!going.write(chunk)) return void going.once('drain', more);
        }
        going.end();
      };
      more();
    });
  }

  test.each([
    ['a declared length', { 'content-length': String(100 * mebibyte) }, 30 * mebibyte],
    ['chunks', { 'transfer-encoding': 'chunked' }, 60 * mebibyte],
  ])('100 MiB with %s: 413 long before it has all come, memory flat', async (_name, headers, maxSentBytes) => {
    const started = performance.now();
    const grown = await growth(async () => {
      const { status, sentBytes } = await sendMuch(headers);
      expect(status).toBe(413);
      expect(sentBytes).toBeLessThan(maxSentBytes);
    });
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(grown).toBeLessThan(16 * mebibyte);
  });

  test('a gzip bomb: 413, never unpacked in full', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * mebibyte, 0x20));
    expect(bomb.length).toBeLessThan(mebibyte);
    const grown = await growth(async () => {
      const received = await post(bomb, { ...json, 'content-encoding': 'gzip' });
      expect([received.status, codeOf(received)]).toEqual([413, 'too-large']);
    });
    expect(grown).toBeLessThan(16 * mebibyte);
  });

  test.each([
    ['lists', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['objects', '{"a":'.repeat(100_000) + '{}' + '}'.repeat(100_000)],
    ['lists of 18 MiB', '['.repeat(9 * mebibyte) + ']'.repeat(9 * mebibyte)],
  ])('a depth bomb of %s: 400 too-deep, memory flat', async (_name, bomb) => {
    const body = JSON.stringify(baseCall()).replace('"prefetch":{', `"prefetch":{"bomb":${bomb},`);
    const grown = await growth(async () => {
      const received = await post(body);
      expect([received.status, codeOf(received)]).toEqual([400, 'too-deep']);
      expect(received.elapsedMs).toBeLessThan(deadlineMs);
    });
    expect(grown).toBeLessThan(16 * mebibyte);
  });

  test('a Bundle of 100,000 entries: 413, memory flat', async () => {
    const entry = Array.from({ length: 100_000 }, () => ({ resource: { resourceType: 'Observation' } }));
    const body = baseCall({ prefetch: { everything: { resourceType: 'Bundle', type: 'searchset', entry } } });
    const grown = await growth(async () => {
      const received = await post(body);
      expect([received.status, codeOf(received)]).toEqual([413, 'too-large']);
      expect(received.elapsedMs).toBeLessThan(deadlineMs);
    });
    expect(grown).toBeLessThan(16 * mebibyte);
  });

  test('feedback of 100,000 entries: 413', async () => {
    const entry = { card: 'c', outcome: 'accepted', outcomeTimestamp: '2026-03-02T09:00:00Z' };
    const body = Buffer.from(JSON.stringify({ feedback: Array.from({ length: 100_000 }, () => entry) }));
    const received = await send(host.port, { method: 'POST', path: `${path}/feedback`, headers: json, body });
    expect([received.status, codeOf(received)]).toEqual([413, 'too-large']);
    expect(received.elapsedMs).toBeLessThan(deadlineMs);
  });
});

describe('keys with a meaning to JavaScript', () => {
  test('nothing is polluted: the lawful call gives the same answer afterwards', async () => {
    const answer = async (): Promise<string> =>
      (await post(baseCall())).text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '');
    const before = await answer();
    const evil =
      '"__proto__":{"polluted":true,"outcome":"assessed","cards":[1]},"constructor":{"prototype":{"polluted":true}},';
    const text = JSON.stringify(baseCall());
    // Into every object of the call, one after the other would say little more than all at once.
    const received = await post(text.replaceAll('{"', `{${evil}"`));
    expect([200, 400, 412]).toContain(received.status);
    for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '%5F%5Fproto%5F%5F']) {
      const known = await send(host.port, {
        method: 'POST',
        path: `/cds-services/${id}`,
        headers: json,
        body: Buffer.from(text),
      });
      expect([known.status, codeOf(known)]).toEqual([404, 'unknown-service']);
    }
    expect(await answer()).toBe(before);
  });
});

describe('time', () => {
  test('a slow body and slow headers are cut off, and nobody waits for them', async () => {
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
    const slow = Array.from({ length: 50 }, (_, index) =>
      raw(host.port, [index % 2 === 0 ? `${head}Content-Length: 1000\r\n\r\n{` : head], 10_000),
    );
    const started = performance.now();
    expect((await post(baseCall())).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(deadlineMs);
    const answers = await Promise.all(slow);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(new Set(answers.flatMap(statusesIn))).toEqual(new Set([408]));
  });

  test('a FHIR server that never answers: 504 within the deadline when required data hangs on it', async () => {
    const { prefetch: _prefetch, ...bare } = baseCall(hangingFhir());
    const received = await post(bare);
    expect([received.status, codeOf(received)]).toEqual([504, 'deadline-exceeded']);
    expect(received.elapsedMs).toBeLessThan(deadlineMs + 300);
    // The call-backs were cancelled with it.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(held.size).toBe(0);
  });

  test('when only optional data hangs on it, the answer comes all the same and says what is missing', async () => {
    const failed = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'timeout' }] };
    const received = await post(
      baseCall({ ...hangingFhir(), prefetch: { ...baseCall().prefetch, 'observations-hba1c': failed } }),
    );
    expect([received.status, received.text.slice(0, 300)]).toEqual([200, expect.stringContaining('cards')]);
    expect(received.elapsedMs).toBeLessThan(deadlineMs + 300);
    const { cards, extension } = JSON.parse(received.text) as {
      readonly cards: readonly unknown[];
      readonly extension: object;
    };
    expect(cards.length).toBeGreaterThan(0);
    expect(extension).toMatchObject({ 'org.cardwright.evaluation': { outcome: 'assessed' } });
    expect(JSON.stringify(extension)).toContain('query-failed');
  });

  test('more calls than can be worked on: 503 with Retry-After within a moment, and health still answers', async () => {
    const { prefetch: _prefetch, ...bare } = baseCall(hangingFhir());
    const calls = Array.from({ length: 40 }, () => post(bare));
    const health = await send(host.port, { method: 'GET', path: '/livez', headers: {}, body: Buffer.alloc(0) });
    expect(health.status).toBe(200);
    const received = await Promise.all(calls);
    const refused = received.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThanOrEqual(20);
    for (const one of refused) {
      expect(codeOf(one)).toBe('overloaded');
      expect(one.headers['retry-after']).toBe('1');
    }
    expect(new Set(received.map(({ status }) => status))).toEqual(new Set([503, 504]));
    expect((await post(baseCall())).status).toBe(200);
  });
});

describe('HTTP', () => {
  const lawful = () => JSON.stringify(baseCall());
  const smuggled = 'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n';
  const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;

  test.each([
    ['a length and chunks', `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['chunks and a length', `${head}Transfer-Encoding: chunked\r\nContent-Length: 60\r\n\r\n0\r\n\r\n${smuggled}`],
    ['two lengths', `${head}Content-Length: 0\r\nContent-Length: 60\r\n\r\n${smuggled}`],
    ['a list of lengths', `${head}Content-Length: 0, 60\r\n\r\n${smuggled}`],
    ['a negative length', `${head}Content-Length: -1\r\n\r\n${smuggled}`],
    ['a length that is no number', `${head}Content-Length: 0x10\r\n\r\n${smuggled}`],
    ['a chunk size that is no number', `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n${smuggled}`],
    ['a chunk size beyond all numbers', `${head}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n${smuggled}`],
    ['an unknown transfer encoding', `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['chunked twice', `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a space before the colon', `${head}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a folded header', `${head}X-A: b\r\n Transfer-Encoding: chunked\r\nContent-Length: -0\r\n\r\n${smuggled}`],
    ['no Host', `POST ${path} HTTP/1.1\r\nContent-Length: 0\r\n\r\n${smuggled}`],
    ['an unknown method', `FETCH ${path} HTTP/1.1\r\nHost: x\r\n\r\n${smuggled}`],
    ['no HTTP at all', '\u0016\u0003\u0001\u0000\u00a5\u0001'],
  ])('%s: 400, the connection closed, nothing behind it answered', async (_name, bytes) => {
    const text = await raw(host.port, [Buffer.from(bytes, 'latin1')]);
    expect(statusesIn(text)).toEqual([400]);
    expect(text).not.toContain('cardwright_');
  });

  test('headers over the limit: 431', async () => {
    expect(statusesIn(await raw(host.port, [`${head}X-A: ${'a'.repeat(20_000)}\r\n\r\n`]))).toEqual([431]);
  });

  test('two lawful requests behind each other are two answers', async () => {
    const body = lawful();
    const one = `${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    const last = one.replace('Host: x\r\n', 'Host: x\r\nConnection: close\r\n');
    expect(statusesIn(await raw(host.port, [one, last]))).toEqual([200, 200]);
  });

  test('a body that ends too early leaves the host as it was', async () => {
    const sockets = Array.from({ length: 20 }, () => raw(host.port, [`${head}Content-Length: 1000\r\n\r\n{"a"`], 50));
    await Promise.all(sockets);
    expect(host.isAlive()).toBe(true);
    expect((await post(baseCall())).status).toBe(200);
  });
});

test('after all of it: alive, and no failure of ours but the time-outs that were asked for', () => {
  expect(host.isAlive()).toBe(true);
  const failures = host.lines.flatMap((line) => {
    const { level, code, msg } = JSON.parse(line) as { level: number; code?: string; msg: string };
    return level >= 50 && code !== 'deadline-exceeded' && code !== 'overloaded' ? [`${code ?? ''} ${msg}`] : [];
  });
  expect(failures).toEqual([]);
});
