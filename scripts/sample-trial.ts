/**
 * `npx node scripts/sample-trial.ts`: every sample patient through every service, each at the latest time of the record in life, and
 * `docs/sample-trial.md` from it: counts only, no patient data. Skips, visibly, where there are no samples.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findService, loadService, registeredServices } from '@cardwright/cds-hooks';
import { evaluate, type RunnableService } from '@cardwright/evaluation';
import { readBundle } from '@cardwright/fhir';
import { disableTelemetry } from '@cardwright/scoring';
import { haveSamples, samplePatients, type SamplePatient } from '../test/e2e/sample-patients.ts';
import { trialPage, type TrialRow } from './trial-page.ts';

const page = join(fileURLToPath(new URL('..', import.meta.url)), 'docs', 'sample-trial.md');

if (!haveSamples) process.stdout.write('SKIPPED: there are no sample patients beside the repository\n');
else {
  disableTelemetry();
  const services = await Promise.all([...registeredServices.keys()].map(loadService));
  const rows: TrialRow[] = [];
  for (const sample of samplePatients()) for (const runnable of services) rows.push(await tryOne(runnable, sample));
  writeFileSync(
    page,
    trialPage(
      rows,
      [...registeredServices.keys()].map((id) => findService(id).manifest),
    ),
  );
  process.stdout.write(`docs/sample-trial.md: ${rows.length} evaluations\n`);
}

/** The service's first hook without drafts, as when the chart is opened. */
async function tryOne(runnable: RunnableService, sample: SamplePatient): Promise<TrialRow> {
  const { bundle, patientId, asOf, file } = sample;
  const hook = runnable.service.manifest.hooks[0] ?? 'patient-view';
  const { outcome, reasons, features, error } = await evaluate(runnable, {
    id: 'trial',
    record: readBundle(bundle, patientId),
    context: { hook, patientId, draftOrders: [], selections: [] },
    asOf,
    clock: 'live',
    engine: { cardwright: 'trial', onnxruntime: 'trial', node: process.versions.node },
  });
  const absences = Object.entries(features.features).flatMap(([feature, found]) =>
    found.status === 'absent' ? [{ feature, reason: found.reason }] : [],
  );
  const why = error === undefined ? reasons : [error.code];
  return { set: dirname(file), service: runnable.service.manifest.id, outcome, reasons: why, absences };
}
