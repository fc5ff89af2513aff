import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import { createBodyReader, type BodyReaderOptions } from './create-body-reader.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that answers with the body's length, or with the code of the error. */
async function listen(options: BodyReaderOptions): Promise<number> {
  const readBody = createBodyReader(options);
  const started = createServer((req, res) => {
    readBody(req).then(
      (body) => res.end(String(body.length)),
      (error: unknown) => res.end(error instanceof CardwrightError ? error.code : 'uncoded'),
    );
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return (started.address() as AddressInfo).port;
}

interface Sending {
  readonly chunks: readonly Buffer[];
  readonly headers?: Readonly<Record<string, string>>;
  /** False: the body never ends. */
  readonly end?: boolean;
}

function send(port: number, { chunks, headers = {}, end = true }: Sending): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve(text));
    });
    sent.on('error', reject);
    for (const chunk of chunks) sent.write(chunk);
    if (end) sent.end();
  });
}

const bytes = (length: number) => Buffer.alloc(length, 0x20);

test('at the limit a body is read, one byte over it is not', async () => {
  const port = await listen({ maxBodyBytes: 100 });
  expect(await send(port, { chunks: [bytes(40), bytes(60)] })).toBe('100');
  expect(await send(port, { chunks: [bytes(40), bytes(61)] })).toBe('too-large');
  expect(await send(port, { chunks: [] })).toBe('0');
});

test('a declared length over the limit is refused before a byte of it has come', async () => {
  const port = await listen({ maxBodyBytes: 100 });
  const headers = { 'content-length': '1000000000' };
  expect(await send(port, { chunks: [bytes(1)], headers, end: false })).toBe('too-large');
});

test('an endless body is refused at the limit', async () => {
  const port = await listen({ maxBodyBytes: 100 });
  expect(await send(port, { chunks: [bytes(101)], end: false })).toBe('too-large');
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('%s is unpacked, up to the limit: a bomb is too-large', async (encoding, pack) => {
  const port = await listen({ maxBodyBytes: 10_000 });
  const headers = { 'content-encoding': encoding };
  expect(await send(port, { chunks: [pack(bytes(10_000))], headers })).toBe('10000');
  expect(await send(port, { chunks: [pack(bytes(8_000_000))], headers })).toBe('too-large');
  expect(await send(port, { chunks: [bytes(10)], headers })).toBe('bad-request');
});

test.each(['compress', 'gzip, gzip', '__proto__'])('Content-Encoding %s is refused', async (encoding) => {
  const port = await listen({ maxBodyBytes: 100 });
  expect(await send(port, { chunks: [bytes(1)], headers: { 'content-encoding': encoding } })).toBe('bad-request');
});

test('bodies that are being received share one budget, and give it back', async () => {
  const port = await listen({ maxBodyBytes: 100, maxReceivingBytes: 150 });
  const slow = request({ port, host: '127.0.0.1', method: 'POST' });
  slow.on('error', () => undefined);
  slow.write(bytes(90));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await send(port, { chunks: [bytes(90)] })).toBe('overloaded');
  slow.destroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await send(port, { chunks: [bytes(90)] })).toBe('90');
});
