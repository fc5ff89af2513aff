import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Config } from './config/config.ts';
import type { Demo } from './demo.ts';
import { openListener, type Listener } from './listener.ts';

/** The listening socket and, in demo mode, the FHIR server behind it. */
export interface Door extends Pick<Listener, 'url' | 'renewCertificate'> {
  readonly demo: Demo | undefined;
  /** From now on this answers; until then everything is answered with 503. */
  readonly answer: (handle: (req: IncomingMessage, res: ServerResponse) => void) => void;
  /** Lets no new call in and open calls end within the drain time; more than once is once. */
  readonly close: () => Promise<void>;
}

/** Listens. Error: `bad-argument` when the address or port cannot be had. */
export async function openDoor(config: Config, now: () => Date, opened: AsyncDisposableStack): Promise<Door> {
  const listener = await openListener(config);
  const { url, server } = listener;
  server.on('request', answerStarting);
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= listener.close(config.limits.drainMs));
  opened.defer(close);
  // Loaded in demo mode only: a production host never carries the embedded server.
  const demo = config.demo ? await (await import('./demo.ts')).openDemo({ url, config, now }) : undefined;
  opened.defer(async () => demo?.close());
  opened.defer(close);
  return {
    url,
    demo,
    renewCertificate: listener.renewCertificate,
    answer: (handle) =>
      void server.off('request', answerStarting).on('request', (req, res) => {
        // A connection that stays open would carry calls past the end.
        if (closed !== undefined) res.setHeader('Connection', 'close');
        handle(req, res);
      }),
    close,
  };
}

/** The address is needed before the rest can be made, so the door opens before anybody is behind it. */
function answerStarting(_req: IncomingMessage, res: ServerResponse): void {
  res.writeHead(503, { 'Retry-After': '1' }).end();
}
