import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { haveSamples, samplePatients } from './sample-patients.ts';
import { runCardwright, startProcess, temporaryDirectory, type StartedProcess } from './start-process.ts';

jest.setTimeout(120_000);

const directory = temporaryDirectory();
let host: StartedProcess;
beforeAll(async () => {
  host = await startProcess(directory.path);
});
afterAll(async () => {
  await host.stop();
  directory.clean();
});

const doctor = (...args: readonly string[]) => runCardwright(['doctor', '--server', `${host.url}/fhir`, ...args]);

describe('cardwright doctor against the embedded server', () => {
  test('reports each feature of the named services, and nothing of a patient', async () => {
    const { code, stdout, stderr } = await doctor('--patients', '4', '--services', 'cvd-risk-prevent', '--json');
    expect({ code: code === 0 || code === 1, stderr: stderr.includes('error') }).toEqual({ code: true, stderr: false });
    const report = JSON.parse(stdout) as {
      patients: number;
      services: { id: string; features: { name: string; found: number }[] }[];
    };
    expect(report).toMatchObject({ patients: 4, services: [{ id: 'cvd-risk-prevent' }] });
    expect(report.services[0]?.features.find(({ name }) => name === 'age')).toMatchObject({ found: 4 });
    const patients = await (await fetch(`${host.url}/fhir/Patient?_count=200`)).json();
    for (const word of identifying(patients)) expect(stdout).not.toContain(word);
  });

  test('a query that the server refuses is a finding', async () => {
    const { code, stdout } = await doctor('--patients', 'nobody', '--services', 'deterioration-news2');
    expect(code).toBe(1);
    expect(stdout).toContain('fhir-refused 404');
  });

  test.each([
    [['--patients', '0'], 'bad-argument'],
    [['--services', 'no-such-service'], 'unknown-service'],
    [['--source', 'ward'], 'bad-argument'],
    [['--token-file', '/nowhere'], 'bad-argument'],
  ])('%j cannot be done: exit code 2 and a code', async (args, expected) => {
    const { code, stderr } = await doctor(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(expected);
  });

  test('a server without https is not sent a token, and one that does not answer is told', async () => {
    const env = { CARDWRIGHT_FHIR_TOKEN: 'canary-token' };
    const open = await runCardwright(['doctor', '--server', 'http://fhir.example.org/r4'], '', env);
    const silent = await runCardwright(['doctor', '--server', 'http://127.0.0.1:9/fhir'], '', env);
    for (const { code, stdout, stderr } of [open, silent]) {
      expect(code).toBe(2);
      expect(stdout + stderr).not.toContain('canary');
    }
    expect(silent.stderr).toContain('fhir-unreachable');
  });

  // Visible skip: the third-party samples are not part of the product.
  (haveSamples ? test : test.skip)(
    'the sample patients, with what their makers code and ours do not list',
    async () => {
      const samples = samplePatients()
        .slice(0, 40)
        .filter((_sample, index) => index % 16 === 0);
      for (const { bundle } of samples) await put(`${host.url}/fhir`, bundle);
      const list = join(mkdtempSync(join(tmpdir(), 'cardwright-doctor-')), 'ids.txt');
      writeFileSync(list, samples.map(({ patientId }) => patientId).join('\n'));
      const asOf =
        samples
          .map((sample) => sample.asOf)
          .sort()
          .at(-1) ?? '';
      const { code, stdout } = await doctor('--patients', list, '--as-of', asOf, '--json');
      const report = JSON.parse(stdout) as { patients: number; unknownCodes: { system: string }[] };
      expect(code).toBe(1);
      expect(report.patients).toBe(samples.length);
      expect(report.unknownCodes.length).toBeGreaterThan(0);
      for (const { bundle, patientId } of samples)
        for (const word of [patientId, ...identifying(bundle)]) expect(stdout).not.toContain(word);
    },
  );
});

/** Ids, family names and birth dates of the Patients in a Bundle. */
function identifying(bundle: unknown): readonly string[] {
  const { entry } = bundle as {
    entry: { resource: { resourceType: string; id: string; birthDate?: string; name?: { family?: string }[] } }[];
  };
  return entry
    .filter(({ resource }) => resource.resourceType === 'Patient')
    .flatMap(({ resource }) => [resource.id, resource.birthDate ?? '', resource.name?.[0]?.family ?? ''])
    .filter((word) => word.length > 4);
}

/** Writes a Bundle's resources of the kinds that services read, each under its own id. */
async function put(base: string, bundle: unknown): Promise<void> {
  const { entry } = bundle as { entry: { fullUrl?: string; resource: { resourceType: string; id: string } }[] };
  const kinds = ['Patient', 'Observation', 'Condition', 'MedicationRequest', 'Encounter', 'Procedure'];
  const byUrl = new Map(entry.map(({ fullUrl, resource }) => [fullUrl, `${resource.resourceType}/${resource.id}`]));
  const literal = (text: string) =>
    text.replaceAll(/"reference":"(urn:uuid:[^"]+)"/g, (_all, url: string) => `"reference":"${byUrl.get(url) ?? url}"`);
  const resources = entry.map(({ resource }) => resource).filter(({ resourceType }) => kinds.includes(resourceType));
  for (const resource of resources) {
    const url = `${base}/${resource.resourceType}/${resource.id}`;
    const headers = { 'content-type': 'application/fhir+json' };
    const response = await fetch(url, { method: 'PUT', headers, body: literal(JSON.stringify(resource)) });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`not stored: ${response.status} ${resource.resourceType}`);
  }
}
