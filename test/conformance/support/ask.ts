import { expect } from '@jest/globals';

/** A card as a client sees it: nothing is promised but what a test asks. */
export interface WireCard {
  readonly uuid?: string;
  readonly summary: string;
  readonly detail?: string;
  readonly indicator: string;
  readonly source: Readonly<Record<string, unknown>> & { readonly topic?: Readonly<Record<string, unknown>> };
  readonly selectionBehavior?: string;
  readonly suggestions?: readonly WireSuggestion[];
  readonly overrideReasons?: readonly Readonly<Record<string, unknown>>[];
  readonly links?: readonly Readonly<Record<string, unknown>>[];
}

export interface WireSuggestion {
  readonly label: string;
  readonly uuid?: string;
  readonly isRecommended?: boolean;
  readonly actions?: readonly WireAction[];
}

export interface WireAction {
  readonly type: string;
  readonly description?: string;
  readonly resource?: Readonly<Record<string, unknown>>;
  readonly resourceId?: string;
}

/** The body of any answer. */
export interface WireBody {
  readonly cards: readonly WireCard[];
  readonly systemActions?: unknown;
  readonly extension?: Readonly<Record<string, unknown>>;
  readonly services: readonly Readonly<Record<string, unknown>>[];
  readonly resourceType?: string;
  readonly issue?: readonly { readonly details?: { readonly text?: string; readonly coding: { code: string }[] } }[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: WireBody;
}

/** GET of an address. */
export const get = async (url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  read(await fetch(url, { headers }));

/** POST of JSON, or of the text as it is. */
export async function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return read(response);
}

async function read(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  const body = text === '' ? {} : (JSON.parse(text) as unknown);
  return { status, headers, text, body: body as WireBody };
}

/** Our error code, for an answer that must be an OperationOutcome. */
export function errorCode({ body }: Answer): string | undefined {
  expect(body.resourceType).toBe('OperationOutcome');
  return body.issue?.[0]?.details?.coding[0]?.code;
}

/** How the evaluation behind a 200 ended. */
export function outcomeOf({ status, body }: Answer): Readonly<Record<string, unknown>> {
  expect(status).toBe(200);
  const about = body.extension?.['org.cardwright.evaluation'];
  expect(about).toBeDefined();
  return about as Readonly<Record<string, unknown>>;
}
