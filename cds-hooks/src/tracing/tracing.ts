/** What a span can be called: the steps of the two doors. */
export type SpanName =
  // Door 1
  | 'hook'
  | 'feedback'
  | 'prefetch'
  | 'encode'
  // Door 2
  | 'notification'
  | 'accept'
  | 'settle'
  | 'patient'
  | 'publish'
  // Both
  | 'authenticate'
  | 'evaluate'
  | 'record'
  | 'fhir';

/**
 * All that a span may say: ids of services and sources as the configuration names them, words of ours and of the standards. Nothing
 * else can be said, so no patient, id, query or token is. Names in the dialect of OpenTelemetry where it has one.
 */
export interface SpanAttributes {
  readonly 'cardwright.service'?: string;
  readonly 'cardwright.source'?: string;
  readonly 'cardwright.hook'?: string;
  readonly 'cardwright.outcome'?: string;
  readonly 'http.request.method'?: string;
  readonly 'http.response.status_code'?: number;
  /** Host name of a FHIR server that the configuration allows. */
  readonly 'server.address'?: string;
  readonly 'fhir.resource_type'?: string;
}

/** Adds to the span that runs. */
export type Say = (attributes: SpanAttributes) => void;

export interface SpanOptions {
  /** W3C `traceparent` of whoever caused this; absent: the span that runs here, or none. */
  readonly traceparent?: string | undefined;
  /** When it began, epoch milliseconds; absent: now. */
  readonly startedAtMs?: number;
}

/** Where the time of a call goes. Off unless the operator names a collector: then `span` does nothing but call `work`. */
export interface Tracing {
  readonly isOn: boolean;
  /** Runs `work` in a span. When it fails the span has the error's code or kind, never its message. */
  readonly span: <Answer>(
    name: SpanName,
    attributes: SpanAttributes,
    work: (say: Say) => Promise<Answer>,
    options?: SpanOptions,
  ) => Promise<Answer>;
  /** A span that is over: its times are epoch milliseconds. */
  readonly past: (name: SpanName, startedAtMs: number, endedAtMs: number) => void;
  /** `traceparent` of the span that runs; `undefined` when none does. */
  readonly traceparent: () => string | undefined;
  /** Sends what is left, within a few seconds. */
  readonly close: () => Promise<void>;
}
