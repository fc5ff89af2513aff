import { describe, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import { derivePrefetch, sharedUnits, sharedValueSets, type FeatureDeclarations } from '@cardwright/features';
import { createMemoryFhirClient, type FhirClient } from '@cardwright/fhir';
import type { Condition, Observation, Patient } from '@medplum/fhirtypes';
import { applyOverlay } from '../config/apply-overlay.ts';
import { parseConfigFile } from '../config/parse-config-file.ts';
import { examine } from './examine.ts';
import { hasFindings } from './has-findings.ts';
import { renderReport } from './render-report.ts';

const asOf = '2026-01-10T00:00:00Z';
const creatinine = sharedValueSets.get('creatinine');
const unit = sharedUnits.get('creatinine');
if (creatinine === undefined || unit === undefined) throw new Error('no creatinine');
const diabetes = {
  id: 'diabetes',
  title: 'Diabetes',
  source: 'this test',
  codes: [{ system: 'http://snomed.info/sct', code: '44054006' }],
  names: ['diabetes'],
};
const declarations: FeatureDeclarations = {
  creatinine: {
    kind: 'observation-number',
    pick: 'latest',
    codes: creatinine,
    unit,
    plausible: [0.1, 20],
    window: { days: 365 },
  },
  diabetes: { kind: 'condition', codes: diabetes, when: 'active', negative: 'asked' },
};
const service = { id: 'cvd-risk-prevent', declarations, templates: derivePrefetch(declarations) };

const loinc = { system: 'http://loinc.org', code: '2160-0', display: 'Creatinine' };
const local = { system: 'urn:lab', code: 'KREA', display: 'Creatinine, serum' };
const patient = (id: string): Patient => ({
  resourceType: 'Patient',
  id,
  birthDate: '1960-05-05',
  name: [{ family: 'Canary' }],
});
const result = (id: string, change: Partial<Observation> = {}): Observation => ({
  resourceType: 'Observation',
  id: `result-${id}`,
  status: 'final',
  code: { coding: [loinc] },
  subject: { reference: `Patient/${id}` },
  effectiveDateTime: '2026-01-05T00:00:00Z',
  valueQuantity: { value: 1.1, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
  ...change,
});
const condition = (id: string, display: string): Condition => ({
  resourceType: 'Condition',
  id: `condition-${id}`,
  subject: { reference: `Patient/${id}` },
  code: { coding: [{ system: 'urn:diagnoses', code: `D-${id}`, display }], text: 'canary free text' },
});

const ids = ['found', 'missing', 'stale', 'unit', 'implausible', 'local-1', 'local-2'];
const resources = [
  ...ids.map(patient),
  result('found'),
  result('stale', { effectiveDateTime: '2024-10-01T00:00:00Z' }),
  result('unit', {
    valueQuantity: { value: 1.1, unit: 'stones', system: 'http://unitsofmeasure.org', code: '[stone_av]' },
  }),
  result('implausible', {
    valueQuantity: { value: 400, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
  }),
  result('local-1', { code: { coding: [local] } }),
  result('local-2', { code: { coding: [local] } }),
  condition('found', 'Mrs Canary has diabetes'),
];
const server = (): FhirClient => createMemoryFhirClient({ resources, now: () => asOf, newId: () => 'new' });
const run = (fhir: FhirClient, patientIds: readonly string[] = ids, services = [service]) =>
  examine({ fhir, services, patientIds, now: () => new Date(asOf), zoneOffsetMinutesAt: () => 0 });

describe('what a server gives to the services', () => {
  test('is counted by feature and reason', async () => {
    const { patients, services, unknownCodes } = await run(server());
    const [creatinineReport, diabetesReport] = services[0]?.features ?? [];
    expect(patients).toBe(7);
    expect(creatinineReport).toMatchObject({
      name: 'creatinine',
      found: 1,
      absent: { 'none-recorded': 3, stale: 1, 'unit-refused': 1, implausible: 1 },
    });
    expect(Object.values(creatinineReport?.refusedUnits ?? {})).toEqual([1]);
    // A local diagnosis that is called like the set leaves a no in doubt.
    expect(diabetesReport).toMatchObject({ found: 6, absent: { unreadable: 1 } });
    expect(unknownCodes).toEqual([
      { resourceType: 'Observation', ...local, resources: 2, patients: 2 },
      { resourceType: 'Condition', system: 'urn:diagnoses', code: 'D-found', resources: 1, patients: 1 },
    ]);
  });

  test('what would mend it can be pasted into the configuration, and mends it', async () => {
    const { proposals } = await run(server());
    expect(proposals.note).toMatch(/approves/);
    const { overlay } = proposals.services['cvd-risk-prevent'] ?? { overlay: {} };
    expect(overlay).toEqual({
      valueSets: { creatinine: [local], diabetes: [{ system: 'urn:diagnoses', code: 'D-found' }] },
      windows: { creatinine: { days: 480 } },
    });
    expect(parseConfigFile({ services: proposals.services })).toMatchObject({ ok: true });
    const mended = applyOverlay(declarations, overlay);
    const after = await run(server(), ids, [{ ...service, declarations: mended, templates: derivePrefetch(mended) }]);
    expect(after.services[0]?.features[0]).toMatchObject({ found: 4 });
    expect(after.proposals.services).toEqual({});
  });

  test('a fact far beyond its window is told, and no window is proposed for it', async () => {
    const fhir = createMemoryFhirClient({
      resources: [patient('old'), result('old', { effectiveDateTime: '2020-01-01T00:00:00Z' })],
      now: () => asOf,
      newId: () => 'new',
    });
    const { services, proposals } = await run(fhir, ['old']);
    expect(services[0]?.features[0]).toMatchObject({ absent: { stale: 1 } });
    expect(proposals.services).toEqual({});
  });

  test('queries that fail or are cut off are told by code', async () => {
    const refused = new CardwrightError('fhir-refused', 'Refused.', { status: 403 });
    const fhir: FhirClient = {
      ...server(),
      search: async (query, signal, limits) => {
        if (query.startsWith('Observation')) throw refused;
        return { ...(await server().search(query, signal, limits)), truncated: true };
      },
    };
    const report = await run(fhir);
    const [, observations, conditions] = report.services[0]?.queries ?? [];
    expect(observations).toMatchObject({ resourceType: 'Observation', answered: 0, failed: { 'fhir-refused 403': 7 } });
    expect(conditions).toMatchObject({ resourceType: 'Condition', answered: 7, truncated: 7 });
    expect(report.services[0]?.features[0]).toMatchObject({ absent: { 'query-failed': 7 } });
    expect(hasFindings(report)).toBe(true);
  });

  test('nothing of a patient is in the report', async () => {
    const report = await run(server());
    const said = `${JSON.stringify(report)} ${renderReport(report)}`;
    expect(said).not.toMatch(/canary|local-1|result-|1960|2024-10|free text/i);
  });

  test('a chart that has all is no finding', async () => {
    const report = await run(
      server(),
      ['found'],
      [{ ...service, declarations: { creatinine: declarations['creatinine'] ?? { kind: 'age' } } }],
    );
    expect(report.services[0]?.features).toMatchObject([{ found: 1 }]);
    expect(hasFindings(report)).toBe(false);
  });
});
