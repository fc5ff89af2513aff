import { CardwrightError, type HookContext } from '@cardwright/cds-service';
import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from './cds-request.schema.json' with { type: 'json' };
import { parseWireContext, type WireContext } from './parse-context.ts';

/** A hook call after the door: shapes are known, the patient id is bare, drafts are resources. */
export interface CdsRequest {
  readonly hook: string;
  readonly hookInstance: string;
  readonly context: HookContext;
  /** Members of the context that came, by the names of the hook's page. */
  readonly members: ReadonlySet<string>;
  /** What was let in although it is not as the specification has it. */
  readonly notes: readonly string[];
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

const isWireRequest = new Ajv2020({ allErrors: true, strictTypes: false, allowUnionTypes: true }).compile<WireRequest>(
  schema,
);

/** A caller who sent ten thousand wrong entries is told of the first. */
const maxProblems = 20;

/**
 * Parses the body of a hook call. Unknown members are let in and ignored (CDS Hooks §Changes to a hook).
 * Error: `bad-request`, naming every path that is wrong and no value.
 */
export function parseCdsRequest(body: unknown): CdsRequest {
  if (!isWireRequest(body)) {
    const problems = (isWireRequest.errors ?? [])
      .slice(0, maxProblems)
      .map((error) => `${error.instancePath || '/'} ${error.message ?? 'is wrong'}`);
    throw new CardwrightError('bad-request', `The call is not a CDS Hooks request: ${problems.join('; ')}.`);
  }
  const { context, members, notes } = parseWireContext(body.hook, body.context);
  return {
    hook: body.hook,
    hookInstance: body.hookInstance,
    context,
    members,
    notes,
    // An object of our own: `forgetPrefetch` empties it.
    prefetch: { ...body.prefetch },
    ...(body.fhirServer === undefined ? {} : { fhirServer: body.fhirServer }),
    ...(body.fhirAuthorization === undefined ? {} : { accessToken: body.fhirAuthorization.access_token }),
  };
}

/** The context of a `--context` file. Error: `bad-request`. */
export function parseContext(hook: string, context: unknown): HookContext {
  return parseCdsRequest({ hook, hookInstance: 'command-line', context }).context;
}
