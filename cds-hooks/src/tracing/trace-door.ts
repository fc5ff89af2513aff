import type { SpanAttributes, SpanName, Tracing } from './tracing.ts';

/** A request at a door. */
export interface DoorSpan {
  readonly name: SpanName;
  readonly attributes: SpanAttributes;
  /** As the caller sent it: joined only when it is known who calls. */
  readonly traceparent: string | undefined;
}

/**
 * Authenticates, then answers, in one span that begins with the authentication. A trace is joined only on the word of a caller that
 * has been authenticated: anybody else could make ours endless, or follow them.
 */
export async function traceDoor<Caller, Answer>(
  tracing: Tracing,
  { name, attributes, traceparent }: DoorSpan,
  authenticate: () => Promise<Caller>,
  answer: (caller: Caller) => Promise<Answer>,
): Promise<Answer> {
  if (!tracing.isOn) return answer(await authenticate());
  const startedAtMs = Date.now();
  const attempt = await attempted(authenticate);
  const endedAtMs = Date.now();
  const work = async (): Promise<Answer> => {
    tracing.past('authenticate', startedAtMs, endedAtMs);
    if ('error' in attempt) throw attempt.error;
    return answer(attempt.caller);
  };
  const isKnown = 'caller' in attempt && attempt.caller !== undefined;
  return tracing.span(name, attributes, work, { startedAtMs, ...(isKnown ? { traceparent } : {}) });
}

type Attempt<Caller> = { readonly caller: Caller } | { readonly error: unknown };

async function attempted<Caller>(authenticate: () => Promise<Caller>): Promise<Attempt<Caller>> {
  try {
    return { caller: await authenticate() };
  } catch (error) {
    return { error };
  }
}
