import { Router, type Request, type RequestHandler, type Response } from 'express';
import { CardwrightError } from '@cardwright/cds-service';
import { authorizationHeader } from '../authentication/authorization-header.ts';
import type { Host, Source } from '../host.ts';
import { createBodyReader } from '../limits/create-body-reader.ts';
import { createRateLimiter } from '../limits/create-rate-limiter.ts';
import { traceDoor, type DoorSpan } from '../tracing/trace-door.ts';
import { withDeadline } from '../with-deadline.ts';
import { acceptEnvelope } from './accept-envelope.ts';
import { envelopeAttributes, type NotificationEnvelope } from './notification-envelope.ts';

/**
 * `POST`, `PUT` and `DELETE /subscriptions/:source/:key[/:type/:id]`: authenticate on the raw bytes, commit to the inbox, then 200
 * with an empty body. Nothing is fetched before the acknowledgement, and what cannot be read is acknowledged too: the worker
 * quarantines it, because a refusal for good makes senders switch themselves off. Whatever else is asked below this path is answered
 * as a wrong key is.
 */
export function subscriptionsRouter(host: Host, onNotification: () => void): Router {
  const router = Router();
  const readBody = createBodyReader(host.limits);
  const takeToken = createRateLimiter({ nowMs: () => performance.now() });

  const receive = async (req: Request, res: Response): Promise<void> => {
    const startedAt = performance.now();
    const rawBody = await readBody(req);
    const header = headerOf(req);
    const about: DoorSpan = { name: 'notification', attributes: {}, traceparent: header('traceparent') };
    const { id } = await withDeadline(acknowledgeWithinMs, (signal) => {
      const given = { source: text(req.params['source']), key: text(req.params['key']), header, rawBody };
      const authenticate = () => host.authenticateSource(given, signal);
      return traceDoor(host.tracing, about, authenticate, async (source) => {
        refuseXml(host, source, header('content-type'), rawBody);
        refuseTooMany(host, source, takeToken);
        const path = [req.params['type'], req.params['id']].map(text).filter(Boolean).join('/');
        const attributes = envelopeAttributes({ method: req.method, path, header });
        await inTime(signal, accept(host, source, { body: rawBody, attributes }));
        return source;
      });
    });
    res.status(200).end();
    host.metrics.observeAcknowledgement(id, (performance.now() - startedAt) / 1000);
    onNotification();
  };
  for (const path of ['/:source/:key', '/:source/:key/:type/:id']) {
    for (const method of ['post', 'put', 'delete'] as const) router[method](path, receive);
  }
  router.use(refuseUnknown(host));
  return router;
}

/** Senders wait two seconds at the least (athenahealth); what is not committed by then is sent again, and found to be the same. */
const acknowledgeWithinMs = 1_800;

/** When a sender is asked to come back after a failure of ours. */
const retryAfterSeconds = 5;

async function accept(host: Host, source: Source, envelope: NotificationEnvelope): Promise<void> {
  try {
    await acceptEnvelope(host, source, envelope);
  } catch (error) {
    host.metrics.countNotification(source.id, 'refused');
    if (!(error instanceof CardwrightError)) throw error;
    throw new CardwrightError(error.code, error.message, { ...error.details, retryAfterSeconds });
  }
}

/** The commit goes on when the sender has been sent away: it comes again, and is a duplicate then. */
async function inTime(signal: AbortSignal, work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => late.reject(overloaded()), { once: true });
  // Nobody listens to a failure that comes after the deadline.
  work.catch(() => undefined);
  await Promise.race([work, late.promise]);
}

/** XML is not read. Said when the subscription is set up, so that whoever sets it up sees why. */
function refuseXml(host: Host, { id }: Source, contentType: string | undefined, body: Buffer): void {
  if (body.length === 0 || !/^\s*[\w.+-]+\/([\w.-]+\+)?xml\b/i.test(contentType ?? '')) return;
  host.metrics.countNotification(id, 'refused');
  throw new CardwrightError('unsupported-media-type', 'Notifications are read as JSON only.');
}

/**
 * 503 and not 429: to several senders every 4xx is for good, and they switch the subscription off. A refusal says "later" and is
 * counted; what a sender then gives up is found by the sweep.
 */
function refuseTooMany(host: Host, source: Source, takeToken: ReturnType<typeof createRateLimiter>): void {
  const seconds = takeToken(source.id, source.ratePerMinute);
  if (seconds === 0) return;
  host.metrics.countNotification(source.id, 'refused');
  throw overloaded(seconds);
}

/** One answer for whatever is no endpoint: the one that a wrong key gets. */
const refuseUnknown =
  (host: Host): RequestHandler =>
  async (req) => {
    const given = { source: '', key: '', header: headerOf(req), rawBody: Buffer.alloc(0) };
    await host.authenticateSource(given, AbortSignal.timeout(acknowledgeWithinMs));
  };

const overloaded = (seconds = retryAfterSeconds): CardwrightError =>
  new CardwrightError('overloaded', 'There are more notifications than can be taken in time.', {
    retryAfterSeconds: seconds,
  });

/** Several headers of one name are joined, so that no proxy and we read different ones. */
const headerOf =
  (req: Request) =>
  (name: string): string | undefined =>
    name.toLowerCase() === 'authorization' ? authorizationHeader(req.rawHeaders) : req.get(name);

const text = (parameter: unknown): string => (typeof parameter === 'string' ? parameter : '');
