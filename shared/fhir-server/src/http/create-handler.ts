import {
  OperationOutcomeError,
  badRequest,
  getStatus,
  isCreated,
  notFound,
  notModified,
  unsupportedMediaType,
} from '@medplum/core';
import type { FhirRouter, HttpMethod } from '@medplum/fhir-router';
import type { OperationOutcome, Resource } from '@medplum/fhirtypes';
import express, { Router, type NextFunction, type Request, type Response } from 'express';
import type { IndexedRepository } from '../repository/indexed-repository.ts';
import { absoluteUrls } from './absolute-urls.ts';
import { errorOutcome } from './error-outcome.ts';

/** What the HTTP door needs. */
export interface HandlerOptions {
  readonly repository: IndexedRepository;
  readonly fhirRouter: FhirRouter;
  readonly maxBodyBytes: number;
  /** The public base, without a trailing slash; by default that of the request. */
  readonly baseUrl: () => string | undefined;
}

const jsonTypes = ['application/fhir+json', 'application/json', 'application/json-patch+json'];
const methods: ReadonlySet<string> = new Set<HttpMethod>(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** The express Router of the FHIR API. Every answer, errors included, is application/fhir+json. */
export function createHandler(options: HandlerOptions): Router {
  const router = Router();
  router.use(express.json({ type: jsonTypes, limit: options.maxBodyBytes }));
  router.use(express.urlencoded({ extended: false, limit: options.maxBodyBytes }));
  router.use(async (req: Request, res: Response) => answer(options, req, res));
  router.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (res.headersSent) return next(error);
    const outcome = errorOutcome(error);
    send(res, outcome, outcome);
  });
  return router;
}

async function answer({ repository, fhirRouter, baseUrl }: HandlerOptions, req: Request, res: Response): Promise<void> {
  const requestBase = `${req.protocol}://${req.get('host') ?? 'localhost'}${req.baseUrl}`;
  const base = baseUrl() ?? requestBase;
  const method = methodOf(req);
  if (method !== 'GET' && method !== 'DELETE') checkBody(req);
  const [outcome, resource] = await fhirRouter.handleRequest(
    {
      method,
      url: localUrl(req.url, requestBase),
      pathname: '',
      body: req.body,
      params: {},
      query: {},
      headers: req.headers,
    },
    repository,
  );
  if (resource) versionHeaders(res, resource, isCreated(outcome) ? base : undefined);
  if (method === 'GET' && isKnownVersion(req, res)) return send(res, notModified, notModified);
  send(
    res,
    outcome,
    resource?.resourceType === 'Bundle' && method !== 'PUT' ? absoluteUrls(resource, base) : (resource ?? outcome),
  );
}

/** References to this very server in a query are local, by whatever name the client reached it. */
function localUrl(url: string, base: string): string {
  const [path = '', query] = url.split(/\?(.*)/s, 2);
  if (query === undefined) return path;
  return `${path}?${query.replaceAll(encodeURIComponent(`${base}/`), '').replaceAll(`=${base}/`, '=')}`;
}

function methodOf(req: Request): HttpMethod {
  const method = req.method === 'HEAD' ? 'GET' : req.method;
  if (isMethod(method)) return method;
  throw new OperationOutcomeError(notFound);
}
const isMethod = (method: string): method is HttpMethod => methods.has(method);

function checkBody(req: Request): void {
  if (req.body !== undefined) return;
  const typed = req.get('content-type');
  throw new OperationOutcomeError(
    typed === undefined || req.is(jsonTypes) !== false ? badRequest('There is no body.') : unsupportedMediaType,
  );
}

function versionHeaders(res: Response, { resourceType, id, meta }: Resource, locationBase: string | undefined): void {
  if (id === undefined || meta?.versionId === undefined) return;
  res.set('ETag', `W/"${meta.versionId}"`);
  if (meta.lastUpdated !== undefined) res.set('Last-Modified', new Date(meta.lastUpdated).toUTCString());
  if (locationBase !== undefined)
    res.set('Location', `${locationBase}/${resourceType}/${id}/_history/${meta.versionId}`);
}

/** The client already has this version. Source: https://hl7.org/fhir/R4/http.html#cread. */
const isKnownVersion = (req: Request, res: Response): boolean => {
  const etag = res.get('ETag');
  return etag !== undefined && req.get('if-none-match') === etag;
};

/** The one place that writes to `res`. */
function send(res: Response, outcome: OperationOutcome, body: Resource): void {
  res.status(getStatus(outcome)).type('application/fhir+json').send(JSON.stringify(body));
}
