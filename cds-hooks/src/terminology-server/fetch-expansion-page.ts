import { CardwrightError } from '@cardwright/cds-service';
import type { ExpandFrom } from '@cardwright/features';
import type { ExpansionPage } from './expansion-page.ts';
import { parseExpansionPage } from './parse-expansion-page.ts';
import type { RefreshLimits, TerminologyServer } from './terminology-server.ts';

const maxReasonCharacters = 300;

/**
 * One page of `GET [base]/ValueSet/$expand` (FHIR R4, operation-valueset-expand). Errors: `fhir-unreachable`, `fhir-refused`
 * with the status and what the server says, `too-large`, `deadline-exceeded` when the signal ended it.
 */
export async function fetchExpansionPage(
  server: TerminologyServer,
  from: ExpandFrom,
  offset: number,
  limits: RefreshLimits,
  signal: AbortSignal,
): Promise<ExpansionPage> {
  const query = new URLSearchParams({
    url: from.valueSet,
    ...(from.version !== undefined && { valueSetVersion: from.version }),
    offset: String(offset),
    count: String(limits.pageSize),
  });
  const { status, text } = await ask(server, `${server.baseUrl}/ValueSet/$expand?${query}`, limits, signal);
  const body = parseJson(text);
  if (status === 200) return parseExpansionPage(body);
  throw new CardwrightError('fhir-refused', `The terminology server answered ${status}${reasonIn(body)}.`, { status });
}

async function ask(
  { fetch: fetchOut, authorization }: TerminologyServer,
  url: string,
  { maxPageBytes }: RefreshLimits,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await fetchOut(url, {
      headers: { accept: 'application/fhir+json', ...(authorization !== undefined && { authorization }) },
      redirect: 'manual',
      signal,
    });
    return { status: response.status, text: await readText(response, maxPageBytes) };
  } catch (error) {
    if (error instanceof CardwrightError) throw error;
    if (signal.aborted)
      throw new CardwrightError(
        'deadline-exceeded',
        'The terminology server did not give the whole expansion in time.',
      );
    throw new CardwrightError('fhir-unreachable', 'The terminology server did not answer.');
  }
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new CardwrightError('too-large', `A page of the expansion is over ${maxBytes} bytes.`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What an OperationOutcome says, in one line. */
function reasonIn(body: unknown): string {
  const issues = memberOf(body, 'issue');
  const issue: unknown = Array.isArray(issues) ? issues[0] : undefined;
  const text = memberOf(memberOf(issue, 'details'), 'text') ?? memberOf(issue, 'diagnostics');
  return typeof text === 'string'
    ? `: ${text
        .replace(/[\p{C}\s]+/gu, ' ')
        .trim()
        .slice(0, maxReasonCharacters)}`
    : '';
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}
