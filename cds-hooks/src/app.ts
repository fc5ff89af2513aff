import express, {
  type ErrorRequestHandler,
  type Express,
  type NextFunction,
  type Request,
  type Response,
  type Router,
} from 'express';
import { CardwrightError } from '@cardwright/cds-service';
import { authorizationHeader } from './authentication/authorization-header.ts';
import type { AuthenticatedClient } from './authentication/client-authenticator.ts';
import type { Role } from './config/config.ts';
import { errorKind } from './error-kind.ts';
import type { Host } from './host.ts';
import { callService } from './cds-services/call-service.ts';
import { discover } from './cds-services/discover.ts';
import { recordFeedback } from './cds-services/record-feedback.ts';
import { clientAddress } from './limits/client-address.ts';
import { createAdmission } from './limits/create-admission.ts';
import { modelCardPage } from './model-cards/model-card-page.ts';
import { createReadiness } from './readiness.ts';
import { keySetMaxAgeSeconds } from './outbound/smart/publish-key-set.ts';
import { statusOf } from './status-of.ts';
import { subscriptionsRouter } from './subscriptions/router.ts';
import { traceDoor, type DoorSpan } from './tracing/trace-door.ts';
import { withDeadline } from './with-deadline.ts';
import { codedError, operationOutcome } from './wire/operation-outcome.ts';

export interface AppOptions {
  readonly host: Host;
  /** A `worker` answers health and metrics alone; absent: everything. */
  readonly role?: Role;
  /** The embedded FHIR server, in demo mode. */
  readonly fhirServer?: Router;
  /** Origins of browser-based clients; absent or `*`: all. */
  readonly cors?: { readonly origins: readonly string[] };
  /** Told of every accepted notification, so that the worker looks at the inbox. */
  readonly onNotification: () => void;
  /** False while the process drains. */
  readonly accepting: () => boolean;
  /** Calls a minute of a client, by its name or address; absent or `undefined` for no limit. */
  readonly ratePerMinuteOf?: (client: string) => number | undefined;
}

/** The routes. Handlers return values; this file alone writes to `res`, and one handler answers every error. */
export function createApp(options: AppOptions): Express {
  const { host, fhirServer, onNotification, accepting, role = 'all' } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  if (fhirServer !== undefined) app.use('/fhir', fhirServer);
  if (role !== 'worker') app.use('/subscriptions', subscriptionsRouter(host, onNotification));
  app.use(allowBrowsers(options.cors?.origins ?? ['*']));
  app.get('/livez', (_req, res) => void res.type('text/plain').send('ok'));
  const readiness = createReadiness(host, accepting);
  app.get('/readyz', async (_req, res) => {
    const answer = await readiness();
    res.status(answer.ready ? 200 : 503).json(answer);
  });
  host.metrics.watchModels(() => host.services.values());
  host.metrics.watchInbox(
    () => host.store.inboxStatus(),
    () => host.now().getTime(),
  );
  app.get('/metrics', async (_req, res) => {
    res.type(host.metrics.registry.contentType).send(await host.metrics.registry.metrics());
  });
  if (role !== 'worker') openDoor1(app, options);
  app.use((_req: Request, res: Response) => {
    res.status(404).json(operationOutcome('unknown-path', 'There is nothing at this path.'));
  });
  app.use(answerError(host));
  return app;
}

/** What CDS clients, and servers that check our tokens, ask for. */
function openDoor1(app: Express, { host, ratePerMinuteOf = () => undefined }: AppOptions): void {
  app.get('/cds-services', async (req, res) => {
    await authenticate(host, req);
    res.json(discover(host.services.values()));
  });
  app.get('/.well-known/jwks.json', (_req, res) => {
    res.setHeader('Cache-Control', `public, max-age=${keySetMaxAgeSeconds}`);
    res.type('application/jwk-set+json').send(JSON.stringify(host.keySet));
  });
  app.get('/model-cards/:id', (req, res) => sendPage(res, modelCardPage(host, pathParameter(req, 'id'))));
  const admit = createAdmission({ limits: host.limits, ratePerMinuteOf });
  app.post('/cds-services/:id', async (req, res) => {
    const id = pathParameter(req, 'id');
    const answer = await traceDoor(host.tracing, doorSpan(host, 'hook', id, req), known(host, req), (client) =>
      admit(req, client?.name ?? clientAddress(req.ip), (body) => callService(host, id, body, client)),
    );
    res.json(answer);
  });
  app.post('/cds-services/:id/feedback', async (req, res) => {
    const id = pathParameter(req, 'id');
    const answer = await traceDoor(host.tracing, doorSpan(host, 'feedback', id, req), known(host, req), (client) =>
      admit(req, client?.name ?? clientAddress(req.ip), (body) => recordFeedback(host, id, body)),
    );
    res.json(answer);
  });
}

const known = (host: Host, req: Request) => () => authenticate(host, req);

/** The id of a service is the caller's word until it is one of ours. */
const doorSpan = (host: Host, name: 'hook' | 'feedback', id: string, req: Request): DoorSpan => ({
  name,
  attributes: { 'cardwright.service': host.services.has(id) ? id : 'unknown' },
  traceparent: req.get('traceparent'),
});

/** Before a byte of the body is read. The endpoint's URL is what clients call it, whatever `Host` says. */
async function authenticate(host: Host, req: Request): Promise<AuthenticatedClient | undefined> {
  const { authenticate: check } = host;
  if (check === undefined) return undefined;
  const request = { authorization: authorizationHeader(req.rawHeaders), url: `${host.publicBaseUrl}${req.path}` };
  return withDeadline(host.limits.deadlineMs, (signal) => check(request, signal));
}

/** A page of ours: it may fetch nothing, run nothing and stand in no frame. */
function sendPage(res: Response, html: string): void {
  res.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Referrer-Policy', 'no-referrer');
  res.type('html').send(html);
}

/** CORS: browser-based CDS clients need the headers on errors too. Nothing here rests on cookies. */
const allowBrowsers =
  (origins: readonly string[]) =>
  (req: Request, res: Response, next: NextFunction): void => {
    const all = origins.includes('*');
    const origin = req.get('origin');
    if (!all) res.vary('Origin');
    if (all || (origin !== undefined && origins.includes(origin)))
      res.setHeader('Access-Control-Allow-Origin', all ? '*' : (origin ?? ''));
    res.setHeader('Access-Control-Expose-Headers', 'Retry-After');
    if (req.method !== 'OPTIONS') return next();
    res.setHeader('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
    res.setHeader('Access-Control-Allow-Headers', 'authorization, content-type');
    res.setHeader('Access-Control-Max-Age', '600');
    res.status(204).end();
  };

/** The one place where an error becomes an answer. */
const answerError =
  (host: Host): ErrorRequestHandler =>
  (thrown: unknown, req, res, _next) => {
    const error = codedError(thrown);
    const status = statusOf(error.code);
    const { evaluation, retryAfterSeconds } = error.details;
    const about = { code: error.code, method: req.method, route: req.route?.path, evaluation };
    if (status >= 500) host.log.error({ ...about, kind: errorKind(thrown) }, 'request failed');
    else host.log.info(about, 'request refused');
    if (res.headersSent) return void res.end();
    if (typeof retryAfterSeconds === 'number') res.setHeader('Retry-After', retryAfterSeconds);
    if (status === 401) res.setHeader('WWW-Authenticate', 'Bearer');
    res.status(status).json(operationOutcome(error.code, error.message));
  };

function pathParameter(req: Request, name: string): string {
  const value = req.params[name];
  if (typeof value !== 'string') throw new CardwrightError('bad-request', 'The path is not complete.');
  return value;
}
