import { createHash } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import type { Host } from '../host.ts';
import { createBodyReader } from '../limits/create-body-reader.ts';
import { authenticateSource } from './authenticate-source.ts';

/**
 * `POST` and `PUT /subscriptions/:source/:key[/:type/:id]`: authenticate on the raw bytes, commit to the inbox, then
 * 200 with an empty body. Nothing is parsed or fetched before the acknowledgement; that is the worker's business.
 */
export function subscriptionsRouter(host: Host, onNotification: () => void): Router {
  const router = Router();
  const readBody = createBodyReader(host.limits);
  const receive = async (req: Request, res: Response): Promise<void> => {
    const rawBody = await readBody(req);
    const source = authenticateSource(host.sources, {
      source: text(req.params['source']),
      key: text(req.params['key']),
      signature: req.get('x-signature'),
      rawBody,
    });
    const path = [req.params['type'], req.params['id']].map(text).filter(Boolean).join('/');
    const receivedAtMs = host.now().getTime();
    const result = await host.store.acceptEvent({
      key: dedupeKey(source.id, path, rawBody, receivedAtMs) ?? host.newUuid(),
      source: source.id,
      body: rawBody,
      attributes: { path },
      receivedAtMs,
    });
    host.metrics.countNotification(source.id, result);
    res.status(200).end();
    onNotification();
  };
  for (const path of ['/:source/:key', '/:source/:key/:type/:id']) {
    router.post(path, receive);
    router.put(path, receive);
  }
  return router;
}

/** How long a sender may go on repeating one event. Later the same bytes are news: a value may be set back to what it was. */
const repetitionWindowMs = 10 * 60_000;

/**
 * The same bytes for the same resource within one window are one event; a repetition across its end is processed again,
 * which writes nothing twice. A notification without a body is always a new one.
 */
function dedupeKey(source: string, path: string, rawBody: Buffer, receivedAtMs: number): string | undefined {
  if (rawBody.length === 0) return undefined;
  const window = Math.floor(receivedAtMs / repetitionWindowMs);
  return createHash('sha256').update(`${source}\0${path}\0${window}\0`).update(rawBody).digest('hex');
}

const text = (parameter: unknown): string => (typeof parameter === 'string' ? parameter : '');
