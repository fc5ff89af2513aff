import type { IncomingMessage } from 'node:http';
import { createBodyReader } from './create-body-reader.ts';
import { createCallGate } from './create-call-gate.ts';
import { parseJsonBody, type JsonLimits } from './parse-json-body.ts';

/**
 * Receives a call's body, lets the call in, and gives `answer` the parsed body; the place is free again when the answer is
 * there. Errors: those of the body reader, the gate and the parser, and of `answer`.
 */
export type Admission = <Answer>(
  request: IncomingMessage,
  client: string,
  answer: (body: unknown) => Promise<Answer>,
) => Promise<Answer>;

export interface AdmissionOptions {
  readonly limits: JsonLimits & { readonly maxBodyBytes: number; readonly maxConcurrentCalls: number };
  /** Calls a minute of a client; `undefined` for no limit. */
  readonly ratePerMinuteOf: (client: string) => number | undefined;
}

/** A frame of its own: one that waits for the answer would hold the parsed body until it is there. */
const answerParsed = <Answer>(
  body: Buffer,
  limits: JsonLimits,
  answer: (parsed: unknown) => Promise<Answer>,
): Promise<Answer> => answer(parseJsonBody(body, limits));

/** A slow body holds no place: it is received first. A call that is not let in is not parsed. */
export function createAdmission({ limits, ratePerMinuteOf }: AdmissionOptions): Admission {
  const readBody = createBodyReader(limits);
  const gate = createCallGate({ ...limits, ratePerMinuteOf, nowMs: () => performance.now() });
  return async (request, client, answer) => {
    const body = await readBody(request);
    const leave = await gate.enter(client);
    try {
      return await answerParsed(body, limits, answer);
    } finally {
      leave();
    }
  };
}
