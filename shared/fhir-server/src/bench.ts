/* eslint-disable no-console -- a script for people */
import { performance } from 'node:perf_hooks';
import type { Observation } from '@medplum/fhirtypes';

/**
 * `npm run bench -w shared/fhir-server`: start-up time, and how long searches take among 10,000 Observations of one
 * patient. Goal: under 20 ms each (Medplum's MemoryRepository takes 10.9 s for the first).
 */
const started = performance.now();
const { createFhirServer } = await import('./create-fhir-server.ts');
let nextId = 0;
const { repository } = createFhirServer({ now: () => new Date(), newId: () => String(nextId++) });
console.log(`start: ${(performance.now() - started).toFixed(0)} ms`);

const observationCount = 10_000;
const codes = ['2160-0', '2093-3', '2085-9', '4548-4', '718-7', '2951-2', '2823-3', '777-3', '6690-2', '2571-8'];
const minuteMs = 60_000;

const observation = (index: number, code: string): Observation => ({
  resourceType: 'Observation',
  id: `observation-${index}`,
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
  ],
  code: { coding: [{ system: 'http://loinc.org', code }] },
  subject: { reference: 'Patient/bench' },
  effectiveDateTime: new Date(Date.UTC(2020, 0, 1) + ((index * 7919) % observationCount) * minuteMs).toISOString(),
  valueQuantity: { value: index, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
});

const written = performance.now();
repository.seed(
  Array.from({ length: observationCount }, (_, index) => observation(index, codes[index % codes.length] ?? '')),
);
console.log(`write ${observationCount}: ${(performance.now() - written).toFixed(0)} ms`);

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function report(name: string, query: string): void {
  const pairs = [...new URLSearchParams(query)];
  let total = 0;
  const times = Array.from({ length: 21 }, () => {
    const before = performance.now();
    total = repository.searchByQuery('Observation', pairs).total ?? 0;
    return performance.now() - before;
  });
  console.log(
    `${name}: first ${times[0]?.toFixed(2)} ms, best ${Math.min(...times).toFixed(2)} ms, median ${median(times).toFixed(2)} ms, ${total} matches`,
  );
}

const one = 'code=http%3A%2F%2Floinc.org%7C2160-0';
const all = `code=${codes.join(',')}`;
report('patient + code, newest 20', `patient=Patient/bench&${one}&_sort=-date&_count=20`);
report('patient + code, newest 1000', `patient=Patient/bench&${one}&_sort=-date&_count=1000`);
report('patient + every code, newest 100', `patient=Patient/bench&${all}&_sort=-date&_count=100`);
report('patient, newest 1000', 'patient=Patient/bench&_sort=-date&_count=1000');
report('patient + code, since', `patient=bench&${one}&date=ge2020-01-05&_sort=-date&_count=20`);
