import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRemoteJWKSet, createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JWK } from 'jose';

/** What a test may change while it runs. */
export interface ServerBehaviour {
  /** Public keys of the client, as registered. */
  keys: readonly JWK[];
  /** Instead of `keys`: where the client publishes them. */
  keySetUrl?: string;
  clientId: string;
  now: () => Date;
  /** Of what was asked for. `undefined`: the answer has no `scope`. */
  grant: (asked: string) => string | undefined;
  /** What is handed out instead of the token. */
  tokenAs: (token: string) => unknown;
  /** `undefined`: the answer has none. */
  expiresInSeconds: unknown;
  /** Added to, or put in place of, the configuration. */
  configuration: Readonly<Record<string, unknown>>;
  /** Statuses with which the next token requests are answered, before they are looked at. */
  failTokens: number[];
  /** Answers of the FHIR server to requests with a good token; 200 with a Patient where absent. */
  fhir: (request: IncomingMessage, response: ServerResponse) => void;
}

/** A FHIR server and its authorization server, which takes nothing on trust. */
export interface AuthorizationServer {
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly behaviour: ServerBehaviour;
  /** Form of each token request, and why it was refused. */
  readonly tokenRequests: { readonly form: URLSearchParams; readonly refused: string | undefined }[];
  /** All that was issued. */
  readonly issued: string[];
  /** `METHOD path` and the bearer of each FHIR request. */
  readonly fhirRequests: { readonly line: string; readonly bearer: string | undefined }[];
  readonly discoveries: () => number;
  /** Takes back all tokens. */
  readonly revoke: () => void;
  readonly close: () => void;
}

/**
 * The checks are those that a server must make (client-confidential-asymmetric, "Authorization server validation"), with what
 * the SMART test kit tries on servers: wrong grant type, wrong assertion type, wrong issuer, subject, audience, a long or passed `exp`,
 * a `jti` that was seen before, a key of somebody else.
 */
export async function startAuthorizationServer(given: Partial<ServerBehaviour>): Promise<AuthorizationServer> {
  const behaviour: ServerBehaviour = {
    keys: [],
    clientId: 'cardwright',
    now: () => new Date(),
    grant: (asked) => asked,
    tokenAs: (token) => token,
    expiresInSeconds: 300,
    configuration: {},
    failTokens: [],
    fhir: (_request, response) => void response.end(JSON.stringify({ resourceType: 'Patient', id: 'p1' })),
    ...given,
  };
  const [tokenRequests, issued, fhirRequests]: [
    AuthorizationServer['tokenRequests'],
    string[],
    AuthorizationServer['fhirRequests'],
  ] = [[], [], []];
  const good = new Map<string, number>();
  const seen = new Set<string>();
  let discoveries = 0;
  const tokenUrl = () => `${origin()}/oauth/token?tenant=1`;
  const records = { tokenRequests, issued, good, seen };
  const server = createServer((request, response) => {
    if (request.url === '/fhir/.well-known/smart-configuration') {
      discoveries += 1;
      return void response.end(JSON.stringify({ ...configurationOf(tokenUrl()), ...behaviour.configuration }));
    }
    if (request.url?.startsWith('/oauth/token'))
      return void answerToken(request, response, tokenUrl(), behaviour, records);
    const bearer = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1];
    fhirRequests.push({ line: `${request.method} ${request.url}`, bearer });
    const until = good.get(bearer ?? '');
    if (until === undefined || until <= behaviour.now().getTime()) return void response.writeHead(401).end();
    behaviour.fhir(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = () => {
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  };
  return {
    baseUrl: `${origin()}/fhir`,
    tokenUrl: tokenUrl(),
    behaviour,
    tokenRequests,
    issued,
    fhirRequests,
    discoveries: () => discoveries,
    revoke: () => good.clear(),
    close: () => (server.closeAllConnections(), void server.close()),
  };
}

interface Records {
  readonly tokenRequests: AuthorizationServer['tokenRequests'];
  readonly issued: string[];
  /** Tokens, and until when. */
  readonly good: Map<string, number>;
  readonly seen: Set<string>;
}

async function answerToken(
  request: IncomingMessage,
  response: ServerResponse,
  tokenUrl: string,
  behaviour: ServerBehaviour,
  { tokenRequests, issued, good, seen }: Records,
): Promise<void> {
  const form = new URLSearchParams(await readBody(request));
  const status = behaviour.failTokens.shift();
  const refused = await refusalOf(form, request, tokenUrl, behaviour, seen);
  tokenRequests.push({ form, refused });
  if (status !== undefined) return void response.writeHead(status, { 'retry-after': '0' }).end();
  if (refused !== undefined)
    return void response
      .writeHead(400, { 'content-type': 'application/json' })
      .end(JSON.stringify({ error: refused, error_description: `canary ${form.get('client_assertion')}` }));
  const token = `canary-token-${issued.length + 1}`;
  issued.push(token);
  good.set(token, behaviour.now().getTime() + (Number(behaviour.expiresInSeconds) || 60) * 1000);
  const scope = behaviour.grant(form.get('scope') ?? '');
  const body = {
    access_token: behaviour.tokenAs(token),
    token_type: 'bearer',
    expires_in: behaviour.expiresInSeconds,
    scope,
  };
  response
    .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}

const configurationOf = (tokenUrl: string) => ({
  token_endpoint: tokenUrl,
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
  capabilities: ['client-confidential-asymmetric', 'permission-v2'],
  grant_types_supported: ['client_credentials'],
});

/** The OAuth error, or `undefined`. */
async function refusalOf(
  form: URLSearchParams,
  request: IncomingMessage,
  tokenUrl: string,
  { clientId, keys, keySetUrl, now }: ServerBehaviour,
  seen: Set<string>,
): Promise<string | undefined> {
  if (request.method !== 'POST' || request.headers['content-type'] !== 'application/x-www-form-urlencoded')
    return 'invalid_request';
  if (request.headers.authorization !== undefined) return 'invalid_request';
  if (form.get('grant_type') !== 'client_credentials') return 'unsupported_grant_type';
  if (form.get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
    return 'invalid_request';
  if ((form.get('scope') ?? '') === '') return 'invalid_scope';
  try {
    const assertion = form.get('client_assertion') ?? '';
    const keySet =
      keySetUrl === undefined ? createLocalJWKSet({ keys: [...keys] }) : createRemoteJWKSet(new URL(keySetUrl));
    const { payload } = await jwtVerify(assertion, keySet, {
      algorithms: ['RS384', 'ES384'],
      issuer: clientId,
      subject: clientId,
      audience: tokenUrl,
      typ: 'JWT',
      currentDate: now(),
      requiredClaims: ['exp', 'jti'],
    });
    const { kid } = decodeProtectedHeader(assertion);
    const aheadSeconds = (payload.exp ?? 0) - now().getTime() / 1000;
    if (kid === undefined || aheadSeconds > 300 || seen.has(payload.jti ?? '')) return 'invalid_client';
    seen.add(payload.jti ?? '');
    return undefined;
  } catch {
    return 'invalid_client';
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
