import { expect, test } from '@jest/globals';
import { readTracingConfig } from './read-tracing-config.ts';

const endpoint = 'http://collector:4318';

test('without a collector there is no tracing, whatever else is set', () => {
  expect(readTracingConfig({ OTEL_TRACES_SAMPLER_ARG: '1', OTEL_SERVICE_NAME: 'x' })).toBeUndefined();
  expect(readTracingConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: '' })).toBeUndefined();
});

test('a collector, a share and a name', () => {
  expect(readTracingConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })).toEqual({
    endpoint,
    sampleRatio: 1,
    serviceName: 'cardwright',
  });
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_TRACES_SAMPLER_ARG: '0.05',
    OTEL_SERVICE_NAME: 'cardwright-api',
  };
  expect(readTracingConfig(env)).toEqual({ endpoint, sampleRatio: 0.05, serviceName: 'cardwright-api' });
});

test.each([
  { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' },
  { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: 'always_on' },
  { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: '2' },
])('refuses %j', (env) => {
  expect(() => readTracingConfig(env)).toThrow(expect.objectContaining({ code: 'bad-argument' }));
});
