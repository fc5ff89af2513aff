import { CardwrightError, type HookContext } from '@cardwright/cds-service';
import { bareId, parseReference } from '@cardwright/fhir';
import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from './cds-request.schema.json' with { type: 'json' };
import { parseDraftOrders } from './parse-draft-orders.ts';

/** A hook call after the door: shapes are known, the patient id is bare, drafts are resources. */
export interface CdsRequest {
  readonly hook: string;
  readonly hookInstance: string;
  readonly context: HookContext;
  /** Slots as supplied; `null` says "asked, nothing there". */
  readonly prefetch: Readonly<Record<string, unknown>>;
  readonly fhirServer?: string;
  /** Lives for this request only: never stored, never logged. */
  readonly accessToken?: string;
}

interface WireRequest {
  readonly hook: string;
  readonly hookInstance: string;
  readonly fhirServer?: string;
  readonly fhirAuthorization?: { readonly access_token: string };
  readonly context: WireContext;
  readonly prefetch?: Readonly<Record<string, unknown>> | null;
}

interface WireContext {
  readonly patientId: string;
  readonly userId?: string;
  readonly encounterId?: string;
  readonly selections?: readonly string[];
  readonly draftOrders?: { readonly entry?: readonly { readonly resource?: unknown }[] };
}

const isWireRequest = new Ajv2020({ allErrors: true, strictTypes: false, allowUnionTypes: true }).compile<WireRequest>(
  schema,
);

/**
 * Parses the body of a hook call. Unknown members are let in and ignored (CDS Hooks §Changes to a hook).
 * Error: `bad-request`, naming every path that is wrong and no value.
 */
export function parseCdsRequest(body: unknown): CdsRequest {
  if (!isWireRequest(body)) {
    const problems = (isWireRequest.errors ?? []).map(
      (error) => `${error.instancePath || '/'} ${error.message ?? 'is wrong'}`,
    );
    throw new CardwrightError('bad-request', `The call is not a CDS Hooks request: ${problems.join('; ')}.`);
  }
  return {
    hook: body.hook,
    hookInstance: body.hookInstance,
    context: hookContext(body.hook, body.context),
    prefetch: body.prefetch ?? {},
    ...(body.fhirServer === undefined ? {} : { fhirServer: body.fhirServer }),
    ...(body.fhirAuthorization === undefined ? {} : { accessToken: body.fhirAuthorization.access_token }),
  };
}

/** The context of a `--context` file. Error: `bad-request`. */
export function parseContext(hook: string, context: unknown): HookContext {
  return parseCdsRequest({ hook, hookInstance: 'command-line', context }).context;
}

/** The context as content sees it. */
function hookContext(hook: string, context: WireContext): HookContext {
  const patientId = barePatientId(context.patientId);
  const draftOrders = parseDraftOrders(context.draftOrders?.entry ?? [], patientId);
  return {
    hook,
    patientId,
    ...(context.encounterId === undefined ? {} : { encounterId: bareId(context.encounterId) }),
    ...(context.userId === undefined ? {} : { userId: context.userId }),
    draftOrders,
    selections: context.selections ?? draftOrders.map((order) => `${order.resourceType}/${order.id ?? ''}`),
  };
}

/** Some clients send `Patient/123` or an address where the specification says the id. */
function barePatientId(text: string): string {
  const id = bareId(text);
  const isPatient = (parseReference(text)?.type ?? 'Patient') === 'Patient';
  if (isPatient && id.trim() !== '' && !id.endsWith('/')) return id;
  throw new CardwrightError(
    'bad-request',
    'The call is not a CDS Hooks request: /context/patientId is not the id of a patient.',
  );
}
