import { checkCard } from '@cardwright/cards';
import { statusOf } from '@cardwright/cds-hooks';
import { errorCodes, type Card, type ErrorCode } from '@cardwright/cds-service';
import { canariesIn } from './canaries.ts';
import type { Received, Sent } from './send.ts';

/** The deadline of a call, and what receiving and parsing may add. */
const maxElapsedMs = 2_000;

/**
 * What is wrong with an answer: nothing, for a 2xx with lawful content and for a coded 4xx; a 5xx is always wrong here,
 * because the fuzzer provokes neither deadline nor overload.
 */
export function judge(sent: Sent, received: Received): readonly string[] {
  const { status, text, elapsedMs } = received;
  const late = elapsedMs > maxElapsedMs ? [`took ${elapsedMs} ms`] : [];
  if (status >= 200 && status < 300) return [...late, ...judgeAnswer(sent, received)];
  const leaks = canariesIn(text).map((name) => `the error says ${name}`);
  return [...late, ...leaks, ...judgeRefusal(sent, received)];
}

function judgeAnswer({ method, path }: Sent, { status, text }: Received): readonly string[] {
  if (method === 'HEAD' || method === 'OPTIONS') return [];
  if (!path.startsWith('/cds-services'))
    return text === '' || path === '/livez' || path === '/metrics' || parses(text) ? [] : [`${status} is not JSON`];
  const body = parse(text) as Partial<Record<'cards' | 'extension' | 'services' | 'stored', unknown>> | undefined;
  if (body === undefined) return [`${status} is not JSON`];
  if (method === 'GET') return Array.isArray(body.services) ? [] : ['discovery without services'];
  if (path.endsWith('/feedback')) return typeof body.stored === 'number' ? [] : ['feedback without a receipt'];
  if (!Array.isArray(body.cards)) return ['200 without cards'];
  const named = Reflect.get(Object(body.extension) as object, 'org.cardwright.evaluation') !== undefined;
  return [...(named ? [] : ['200 without an outcome']), ...(body.cards as Card[]).flatMap(checkCard)];
}

function judgeRefusal({ method }: Sent, { status, text }: Received): readonly string[] {
  if (status >= 500 || status < 400) return [`status ${status}: ${text.slice(0, 300)}`];
  if (method === 'HEAD') return [];
  const body = parse(text) as
    | {
        readonly resourceType?: string;
        readonly issue?: readonly { readonly details?: { readonly coding?: readonly { readonly code?: string }[] } }[];
      }
    | undefined;
  const code = body?.issue?.[0]?.details?.coding?.[0]?.code ?? '';
  if (body?.resourceType !== 'OperationOutcome' || !isCode(code))
    return [`${status} without a coded OperationOutcome: ${text.slice(0, 300)}`];
  return statusOf(code) === status ? [] : [`${status} with code ${code}`];
}

const isCode = (text: string): text is ErrorCode => Object.hasOwn(errorCodes, text);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const parses = (text: string): boolean => parse(text) !== undefined;
