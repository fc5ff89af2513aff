import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { CardwrightError } from '@cardwright/cds-service';

/** The bytes of a request's body. Errors: `too-large`, `overloaded`, `bad-request`. */
export type BodyReader = (request: IncomingMessage) => Promise<Buffer>;

export interface BodyReaderOptions {
  /** Bytes of one body, as sent and inflated. */
  readonly maxBodyBytes: number;
  /** Bytes of all bodies that are being received at once; default 16 bodies of full size. */
  readonly maxReceivingBytes?: number;
}

/** How long the rest of a refused body is read and thrown away, so that the client sees the answer and not a reset. */
const lingerMs = 1_000;

/**
 * Reads bodies within limits. What is too large is refused at its Content-Length, or at the first byte too many, without
 * waiting for the rest; many slow bodies together cannot hold more than `maxReceivingBytes`.
 */
export function createBodyReader(options: BodyReaderOptions): BodyReader {
  const { maxBodyBytes, maxReceivingBytes = 16 * maxBodyBytes } = options;
  let receivingBytes = 0;
  const receive = (request: IncomingMessage): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const settle = (done: () => void): void => {
        request.removeAllListeners('data').removeAllListeners('end').removeAllListeners('close');
        receivingBytes -= bytes;
        done();
        // The request outlives its body on a kept connection, and its listeners hold on to what they can see.
        chunks.length = 0;
      };
      const take = (chunk: Buffer): void => {
        chunks.push(chunk);
        bytes += chunk.length;
        receivingBytes += chunk.length;
        const refusal =
          bytes > maxBodyBytes ? tooLarge() : receivingBytes > maxReceivingBytes ? overloaded() : undefined;
        if (refusal !== undefined) settle(() => reject(refusal));
      };
      request.on('data', take);
      request.once('end', () => settle(() => resolve(Buffer.concat(chunks, bytes))));
      // Without a listener of its own, a reset in the middle of a body would be an uncaught exception.
      request.on('error', ignore);
      request.once('close', () => settle(() => reject(cutOff())));
    });
  return async (request) => {
    try {
      if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw tooLarge();
      const decode = decoderOf(request.headers['content-encoding']);
      return await decode(await receive(request), maxBodyBytes);
    } catch (error) {
      discardRest(request);
      throw error;
    }
  };
}

type Decoder = (body: Buffer, maxOutputLength: number) => Buffer | Promise<Buffer>;

/** What is compressed unpacks in a thread of its own and stops at the limit: a bomb never exists in full. */
const inflated =
  (unpack: (body: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>): Decoder =>
  async (body, maxOutputLength) => {
    try {
      return await unpack(body, { maxOutputLength });
    } catch (error) {
      if (isOverLength(error)) throw tooLarge();
      throw new CardwrightError('bad-request', 'The body cannot be decompressed.');
    }
  };

const isOverLength = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'ERR_BUFFER_TOO_LARGE';

const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['identity', (body) => body],
  ['gzip', inflated(promisify(gunzip))],
  ['deflate', inflated(promisify(inflate))],
  ['br', inflated(promisify(brotliDecompress))],
]);

function decoderOf(encoding: string | undefined): Decoder {
  const decoder = decoders.get((encoding ?? 'identity').trim().toLowerCase());
  if (decoder !== undefined) return decoder;
  throw new CardwrightError('bad-request', 'Content-Encoding is none of identity, gzip, deflate and br.');
}

function discardRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.on('error', ignore);
  request.resume();
  const timer = setTimeout(() => request.destroy(), lingerMs);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
  request.once('end', () => clearTimeout(timer));
}

const ignore = (): void => undefined;
const tooLarge = (): CardwrightError => new CardwrightError('too-large', 'The body is larger than the limit.');
const cutOff = (): CardwrightError => new CardwrightError('bad-request', 'The body ended before it was complete.');
const overloaded = (): CardwrightError =>
  new CardwrightError('overloaded', 'Too many bodies are being received at once.', { retryAfterSeconds: 1 });
