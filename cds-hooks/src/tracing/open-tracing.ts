import type { TracingConfig } from '../config/config.ts';
import { engine } from '../engine.ts';
import { noTracing } from './no-tracing.ts';
import type { Tracing } from './tracing.ts';

/** How long the end of the process may wait for a collector. */
const exportTimeoutMs = 3_000;

/**
 * Tracing to the collector that the operator named (OTLP over HTTP, JSON). Without one the SDK is not even loaded, and nothing is
 * ever sent. Headers and certificates come from the standard's own variables (`OTEL_EXPORTER_OTLP_HEADERS` …).
 */
export async function openTracing(config: TracingConfig | undefined): Promise<Tracing> {
  if (config === undefined) return noTracing;
  const [{ createTracing }, { OTLPTraceExporter }, { BatchSpanProcessor }] = await Promise.all([
    import('./create-tracing.ts'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/sdk-trace'),
  ]);
  const exporter = new OTLPTraceExporter({
    url: `${config.endpoint.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: exportTimeoutMs,
  });
  return createTracing({
    processor: new BatchSpanProcessor({ exporter, exportTimeoutMillis: exportTimeoutMs }),
    sampleRatio: config.sampleRatio,
    serviceName: config.serviceName,
    serviceVersion: engine.cardwright,
  });
}
