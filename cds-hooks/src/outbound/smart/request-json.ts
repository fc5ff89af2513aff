import { CardwrightError } from '@cardwright/cds-service';
import { retryAfterMs } from '@cardwright/fhir';
import { readLimitedText } from '../read-limited-text.ts';

/** Configurations and token answers are a few kB. */
const maxAnswerBytes = 64 * 1024;

export interface JsonAnswer {
  readonly status: number;
  /** Empty for anything but a JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * One request to an authorization server. Errors: `fhir-unreachable` without an answer, or with one that may be another later
 * (429, 5xx), `deadline-exceeded`; none holds what was sent or answered.
 */
export async function requestJson(
  fetchOut: typeof fetch,
  url: string,
  init: { readonly method?: string; readonly headers: Readonly<Record<string, string>>; readonly body?: string },
  signal: AbortSignal,
): Promise<JsonAnswer> {
  try {
    signal.throwIfAborted();
    const response = await fetchOut(url, { ...init, redirect: 'manual', signal });
    const text = await readLimitedText(response, maxAnswerBytes);
    if (response.status === 429 || response.status >= 500) throw notNow(response);
    return { status: response.status, body: parseObject(text) };
  } catch (error) {
    if (error instanceof CardwrightError) throw error;
    if (signal.aborted)
      throw new CardwrightError('deadline-exceeded', 'The authorization server did not answer in time.');
    throw new CardwrightError('fhir-unreachable', 'The authorization server did not answer.');
  }
}

function notNow({ status, headers }: Response): CardwrightError {
  const waitMs = retryAfterMs(headers.get('retry-after'), Number.NaN);
  const details = { status, ...(waitMs !== undefined && { retryAfterMs: waitMs }) };
  return new CardwrightError('fhir-unreachable', `The authorization server answered ${status}.`, details);
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
