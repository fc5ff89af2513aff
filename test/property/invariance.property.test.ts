import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { Evaluation } from '@cardwright/cds-service';
import { evaluateBundle, loadService, parseContext, readCases, registeredServices } from '@cardwright/cds-hooks';
import type { RunnableService } from '@cardwright/evaluation';
import { readBundle } from '@cardwright/fhir';
import { disableTelemetry } from '@cardwright/scoring';

jest.setTimeout(120_000);

interface Entry {
  readonly fullUrl?: string;
  readonly resource: Readonly<Record<string, unknown>> & { readonly resourceType: string };
}

const isBundle = (slot: unknown): slot is { readonly entry?: readonly Entry[] } =>
  typeof slot === 'object' && slot !== null && 'resourceType' in slot && slot.resourceType === 'Bundle';
const isResourceSlot = (slot: unknown): slot is Entry['resource'] =>
  typeof slot === 'object' && slot !== null && 'resourceType' in slot && slot.resourceType !== 'OperationOutcome';

/** Every case's patient as one chart: patients to shuffle, with everything a service can meet. */
const charts = [...registeredServices.keys()].flatMap((id) =>
  readCases(id).map(({ file, case: given }) => ({
    id,
    file,
    given,
    entries: Object.values(given.prefetch).flatMap((slot): readonly Entry[] =>
      isBundle(slot) ? (slot.entry ?? []) : isResourceSlot(slot) ? [{ resource: slot }] : [],
    ),
  })),
);

const runnables = new Map<string, RunnableService>();
beforeAll(async () => {
  disableTelemetry();
  for (const id of registeredServices.keys()) runnables.set(id, await loadService(id));
});

type Chart = (typeof charts)[number];

async function evaluateEntries({ id, given }: Chart, entries: readonly Entry[]): Promise<Evaluation> {
  const runnable = runnables.get(id);
  if (runnable === undefined) throw new Error(id);
  const context = parseContext(given.hook, given.context);
  const record = readBundle({ resourceType: 'Bundle', type: 'collection', entry: entries }, context.patientId);
  return evaluateBundle(runnable, {
    record,
    context,
    asOf: given.asOf,
    newUuid: () => '00000000-0000-4000-8000-000000000001',
  });
}

const patientId = (chart: Chart) => String(chart.given.context['patientId']).replace('Patient/', '');
const dayMs = 86_400_000;

/** Resources that no feature of any service reads. */
const unrelated = (chart: Chart): readonly Entry[] =>
  Array.from({ length: 7 }, (_, index) => ({
    resource: {
      resourceType: 'Observation',
      id: `unrelated-${index}`,
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '72514-3', display: 'Pain severity' }] },
      subject: { reference: `Patient/${patientId(chart)}` },
      effectiveDateTime: new Date(Date.parse(chart.given.asOf) - index * dayMs).toISOString(),
      valueQuantity: { value: index, unit: '{score}', system: 'http://unitsofmeasure.org', code: '{score}' },
    },
  }));

const isAbout = ({ subject }: Entry['resource'], id: string): boolean =>
  typeof subject === 'object' && subject !== null && 'reference' in subject && subject.reference === `Patient/${id}`;

/** Every Observation of the patient again, a day after the as-of instant, with another value. */
const future = (chart: Chart): readonly Entry[] =>
  chart.entries
    .filter(({ resource }) => resource.resourceType === 'Observation' && isAbout(resource, patientId(chart)))
    .map(({ resource }, index) => {
      const { valueQuantity, issued: _issued, effectivePeriod: _period, ...rest } = structuredClone(resource);
      const effectiveDateTime = new Date(Date.parse(chart.given.asOf) + dayMs).toISOString();
      const value =
        typeof valueQuantity === 'object' && valueQuantity !== null
          ? { valueQuantity: { ...valueQuantity, value: 77 } }
          : {};
      return { resource: { ...rest, ...value, resourceType: 'Observation', id: `future-${index}`, effectiveDateTime } };
    });

describe('what must not matter', () => {
  test('there are charts of every service to work with', () => {
    expect(new Set(charts.map(({ id }) => id))).toEqual(new Set(registeredServices.keys()));
  });

  test('the order of resources, duplicates and unrelated resources change nothing, bitwise', async () => {
    const anyChart = fc.constantFrom(...charts);
    const shuffled = anyChart.chain((chart) => {
      const all = [...chart.entries, ...chart.entries.slice(0, 3), ...unrelated(chart)];
      return fc
        .shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
        .map((entries) => ({ chart, entries }));
    });
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ chart, entries }) => {
        expect(await evaluateEntries(chart, entries)).toEqual(await evaluateEntries(chart, chart.entries));
      }),
      { numRuns: 300, seed: 20261121 },
    );
  });

  test('data after the as-of instant changes nothing', async () => {
    for (const chart of charts) {
      expect(await evaluateEntries(chart, [...future(chart), ...chart.entries])).toEqual(
        await evaluateEntries(chart, chart.entries),
      );
    }
  });
});

/** The same quantity in the units of the other side of the Atlantic. */
const conversions: Readonly<Record<string, readonly [from: string, to: string, convert: (value: number) => number]>> = {
  '2093-3': ['mg/dL', 'mmol/L', (value) => value * 0.02586],
  '2085-9': ['mg/dL', 'mmol/L', (value) => value * 0.02586],
  '2160-0': ['mg/dL', 'umol/L', (value) => value * 88.4],
  '38483-4': ['mg/dL', 'umol/L', (value) => value * 88.4],
  '4548-4': ['%', 'mmol/mol', (value) => (value - 2.152) / 0.09148],
  '8310-5': ['Cel', '[degF]', (value) => value * 1.8 + 32],
  '29463-7': ['kg', '[lb_av]', (value) => value / 0.45359237],
};

interface WithQuantity {
  readonly code?: { readonly coding?: readonly { readonly code?: string }[] };
  readonly valueQuantity?: { readonly value: number; readonly code?: string };
}

function inOtherUnits(entry: Entry): Entry {
  const { code, valueQuantity } = entry.resource as WithQuantity;
  const [from, to, convert] = conversions[code?.coding?.[0]?.code ?? ''] ?? [];
  if (valueQuantity?.code !== from || to === undefined || convert === undefined || valueQuantity === undefined)
    return entry;
  const quantity = { value: convert(valueQuantity.value), unit: to, system: 'http://unitsofmeasure.org', code: to };
  return { ...entry, resource: { ...entry.resource, valueQuantity: quantity } };
}

const numbers = (evaluation: Evaluation) =>
  evaluation.predictions.flatMap(({ variant, outputs }) =>
    Object.entries(outputs).map(([name, { value }]) => [`${variant} ${name}`, value] as const),
  );

test('SI units and conventional units give the same outcome, the same numbers and the same summary', async () => {
  let converted = 0;
  for (const chart of charts) {
    const entries = chart.entries.map(inOtherUnits);
    if (entries.every((entry, index) => entry === chart.entries[index])) continue;
    converted += 1;
    const [before, after] = [await evaluateEntries(chart, chart.entries), await evaluateEntries(chart, entries)];
    expect(after.outcome).toBe(before.outcome);
    expect(numbers(after).map(([name]) => name)).toEqual(numbers(before).map(([name]) => name));
    numbers(after).forEach(([, value], index) => {
      const [, expected] = numbers(before)[index] ?? [];
      if (typeof value === 'number') expect(value).toBeCloseTo(Number(expected), 8);
      else expect(value).toBe(expected);
    });
    expect(after.cards.map(({ summary }) => summary)).toEqual(before.cards.map(({ summary }) => summary));
  }
  expect(converted).toBeGreaterThan(20);
});
