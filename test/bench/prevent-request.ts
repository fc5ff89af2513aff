import { randomUUID } from 'node:crypto';

const patientId = 'bench';
const loinc = 'http://loinc.org';
const ucum = 'http://unitsofmeasure.org';

/** What one visit of the bench patient records. */
const visit: readonly (readonly [key: string, code: string, value: number, unit: string])[] = [
  ['totalCholesterol', '2093-3', 200, 'mg/dL'],
  ['hdlCholesterol', '2085-9', 45, 'mg/dL'],
  ['creatinine', '2160-0', 0.9, 'mg/dL'],
  ['systolic', '8480-6', 132, 'mm[Hg]'],
  ['hba1c', '4548-4', 6.1, '%'],
  ['weight', '29463-7', 82, 'kg'],
  ['height', '8302-2', 171, 'cm'],
  ['uacr', '9318-7', 22, 'mg/g'],
  ['diastolic', '8462-4', 84, 'mm[Hg]'],
];

interface Entry {
  readonly code: string;
  readonly resource: unknown;
}

function observation(index: number, code: string, value: unknown, at: Date): Entry {
  return {
    code,
    resource: {
      resourceType: 'Observation',
      id: `o${index}`,
      status: 'final',
      category: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
      ],
      code: { coding: [{ system: loinc, code, display: `Observation ${code}` }], text: `Observation ${code}` },
      subject: { reference: `Patient/${patientId}` },
      encounter: { reference: `Encounter/e${Math.floor(index / 10)}` },
      effectiveDateTime: at.toISOString(),
      issued: at.toISOString(),
      ...(value as object),
    },
  };
}

/** The newest visit is a week old; older ones lie 30 days apart. */
function observations(count: number, now: Date): readonly Entry[] {
  const entries: Entry[] = [
    observation(
      0,
      '72166-2',
      {
        valueCodeableConcept: {
          coding: [{ system: 'http://snomed.info/sct', code: '266919005', display: 'Never smoker' }],
        },
      },
      now,
    ),
  ];
  for (let index = 1; index < count; index += 1) {
    const [, code, value, unit] = visit[(index - 1) % visit.length] ?? ['', '', 0, ''];
    const at = new Date(now.getTime() - (7 + 30 * Math.floor((index - 1) / visit.length)) * 86_400_000);
    entries.push(observation(index, code, { valueQuantity: { value, unit, system: ucum, code: unit } }, at));
  }
  return entries;
}

/**
 * A patient-view call with `count` Observations, answered under the keys that discovery names.
 * `templates` is the `prefetch` member of the service's discovery entry.
 */
export function preventRequest(count: number, templates: Readonly<Record<string, string>>, now: Date): Buffer {
  const entries = observations(count, now);
  const taken = new Set<Entry>();
  const prefetch: Record<string, unknown> = {};
  for (const [key, template] of Object.entries(templates)) {
    if (template.startsWith('Patient/')) {
      prefetch[key] = { resourceType: 'Patient', id: patientId, gender: 'female', birthDate: '1974-05-01' };
    } else {
      const decoded = decodeURIComponent(template);
      const mine = entries.filter(
        (entry) => template.startsWith('Observation') && !taken.has(entry) && decoded.includes(`|${entry.code}`),
      );
      mine.forEach((entry) => taken.add(entry));
      prefetch[key] = {
        resourceType: 'Bundle',
        type: 'searchset',
        total: mine.length,
        entry: mine.map(({ resource }) => ({ resource })),
      };
    }
  }
  if (taken.size !== entries.length) throw new Error(`${entries.length - taken.size} observations found no key`);
  const context = { userId: 'Practitioner/bench', patientId };
  return Buffer.from(JSON.stringify({ hook: 'patient-view', hookInstance: randomUUID(), context, prefetch }));
}
