import { CardwrightError } from '@cardwright/cds-service';
import type { TracingConfig } from '../config/config.ts';

/**
 * Reads where traces go from OpenTelemetry's own variables; `undefined` where no collector is named, so that nothing is sent by
 * default. Error: `bad-argument` for an endpoint that is no http URL, or a share of traces that is none.
 */
export function readTracingConfig(env: Readonly<Record<string, string | undefined>>): TracingConfig | undefined {
  const endpoint = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (endpoint === undefined || endpoint === '') return undefined;
  if (!/^https?:$/.test(URL.parse(endpoint)?.protocol ?? ''))
    throw new CardwrightError('bad-argument', 'OTEL_EXPORTER_OTLP_ENDPOINT is not an http URL.');
  const sampleRatio = Number(env['OTEL_TRACES_SAMPLER_ARG'] ?? '1');
  if (!(sampleRatio >= 0 && sampleRatio <= 1))
    throw new CardwrightError('bad-argument', 'OTEL_TRACES_SAMPLER_ARG is not a share from 0 to 1.');
  return { endpoint, sampleRatio, serviceName: env['OTEL_SERVICE_NAME'] ?? 'cardwright' };
}
