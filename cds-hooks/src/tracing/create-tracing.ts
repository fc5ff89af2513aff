import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import { errorKind } from '../error-kind.ts';
import type { SpanName, Tracing } from './tracing.ts';

export interface CreateTracingOptions {
  /** Gets every span that has ended. */
  readonly processor: SpanProcessor;
  /** Of the traces that begin here, 0 to 1. */
  readonly sampleRatio: number;
  readonly serviceName: string;
  readonly serviceVersion: string;
}

const propagator = new W3CTraceContextPropagator();
const getter = {
  keys: (carrier: Readonly<Record<string, string>>) => Object.keys(carrier),
  get: (carrier: Readonly<Record<string, string>>, key: string) => carrier[key],
};

/**
 * Tracing by the SDK of OpenTelemetry, with a context of its own: nothing global is set, so that two hosts in one process do not
 * share traces. Resource attributes are the name and version of the service alone; detectors would tell the command line.
 */
export function createTracing({ processor, sampleRatio, serviceName, serviceVersion }: CreateTracingOptions): Tracing {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName, 'service.version': serviceVersion }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampleRatio) }),
    spanProcessors: [processor],
  });
  const tracer = provider.getTracer('cardwright', serviceVersion);
  const contexts = new AsyncLocalStorageContextManager().enable();
  const parentOf = (traceparent: string | undefined): Context =>
    traceparent === undefined ? contexts.active() : propagator.extract(ROOT_CONTEXT, { traceparent }, getter);
  return {
    isOn: true,
    span: (name, attributes, work, { traceparent, startedAtMs } = {}) => {
      const parent = parentOf(traceparent);
      const startTime = startedAtMs === undefined ? {} : { startTime: startedAtMs };
      const span = tracer.startSpan(name, { kind: kindOf(name), attributes: { ...attributes }, ...startTime }, parent);
      const say = (more: object): void => void span.setAttributes({ ...more });
      return endWith(
        span,
        contexts.with(trace.setSpan(parent, span), () => begun(() => work(say))),
      );
    },
    past: (name, startTime, endedAtMs) =>
      tracer.startSpan(name, { kind: kindOf(name), startTime }, contexts.active()).end(endedAtMs),
    traceparent: () => {
      const carrier: Record<string, string> = {};
      propagator.inject(contexts.active(), carrier, { set: (into, key, value) => void (into[key] = value) });
      return carrier['traceparent'];
    },
    close: async () => {
      await provider.shutdown().catch(() => undefined);
      contexts.disable();
    },
  };
}

/** A throw becomes a rejection. */
async function begun<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  return work();
}

function endWith<Answer>(span: Span, work: Promise<Answer>): Promise<Answer> {
  return work.then(
    (answer) => {
      span.end();
      return answer;
    },
    (error: unknown) => {
      span.setAttribute('error.type', errorKind(error)).setStatus({ code: SpanStatusCode.ERROR });
      span.end();
      throw error;
    },
  );
}

const kinds: Partial<Record<SpanName, SpanKind>> = {
  hook: SpanKind.SERVER,
  feedback: SpanKind.SERVER,
  notification: SpanKind.SERVER,
  settle: SpanKind.CONSUMER,
  patient: SpanKind.CONSUMER,
  fhir: SpanKind.CLIENT,
};

const kindOf = (name: SpanName): SpanKind => kinds[name] ?? SpanKind.INTERNAL;
