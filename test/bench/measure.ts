import { Agent, request } from 'node:http';

/** Posts a body once and gives the answer's text. Throws unless it is 200. */
export function post(url: string, body: Buffer, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const req = request(url, { method: 'POST', agent, headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        if (res.statusCode === 200) resolve(text);
        else reject(new Error(`${res.statusCode ?? 0}: ${text.slice(0, 300)}`));
      });
    });
    req.on('error', reject);
    req.end(body);
  });
}

/** Times in milliseconds, and requests per second, of one round. */
export interface Round {
  readonly times: readonly number[];
  readonly perSecond: number;
}

/**
 * `requests` posts over `connections` kept-alive connections, each waiting for its answer before the next: the same body every
 * time, or one of its own each.
 */
export async function round(
  url: string,
  body: Buffer | (() => Buffer),
  requests: number,
  connections: number,
): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let left = requests;
  const started = performance.now();
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const sent = typeof body === 'function' ? body() : body;
      const at = performance.now();
      await post(url, sent, agent);
      times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  const perSecond = (1000 * requests) / (performance.now() - started);
  agent.destroy();
  return { times, perSecond };
}

/** The value below which a share `p` of the times lie. */
export function percentile(times: readonly number[], p: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN;
}
