import { Agent, request } from 'node:http';

/** One HTTP request of the fuzzer. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  readonly elapsedMs: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Sends over kept-alive connections. Rejects when there is no answer at all. */
export function send(port: number, { method, path, body, ...sent }: Sent): Promise<Received> {
  // Said here, because Node's client sends the body of a GET without saying how long it is.
  const length = 'transfer-encoding' in sent.headers ? {} : { 'content-length': String(body.length) };
  const headers = { ...sent.headers, ...length };
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const going = request({ agent, host: '127.0.0.1', port, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
          elapsedMs: performance.now() - started,
        }),
      );
    });
    going.on('error', reject);
    going.end(body);
  });
}

/** Lets go of the connections, so that the test process can end. */
export const closeConnections = (): void => agent.destroy();
