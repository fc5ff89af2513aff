import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { CardwrightError, type HookContext } from '@cardwright/cds-service';
import { readBundle, type PatientRecord } from '@cardwright/fhir';
import { disableTelemetry } from '@cardwright/scoring';
import { evaluateBundle } from '../evaluate-bundle.ts';
import { loadNamed } from '../load-named.ts';
import { parseContext } from '../wire/parse-cds-request.ts';
import { onePositional, parseArguments } from './parse-arguments.ts';

const options = {
  bundle: { type: 'string' },
  hook: { type: 'string' },
  context: { type: 'string' },
  'as-of': { type: 'string' },
  patient: { type: 'string' },
} as const;

/** `cardwright evaluate <id> --bundle <file> …`: one Evaluation as JSON on standard output. */
export async function evaluateCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({ args: [...args], allowPositionals: true, options });
  const id = onePositional(positionals, 'service id');
  if (values.bundle === undefined) throw new CardwrightError('bad-argument', 'Give --bundle <file.json|.json.gz>.');
  const asOf = parseAsOf(values['as-of']);
  disableTelemetry();
  const runnable = await loadNamed(id, process.env);
  const hook = values.hook ?? runnable.service.manifest.hooks[0] ?? 'patient-view';
  const given = values.context === undefined ? undefined : readJsonFile(values.context);
  const context = given === undefined ? undefined : parseContext(hook, given);
  const record = readPatient(readJsonFile(values.bundle), context?.patientId ?? values.patient);
  const evaluation = await evaluateBundle(runnable, {
    record,
    context: context ?? bareContext(hook, record.patientId),
    asOf,
    newUuid: randomUUID,
  });
  process.stdout.write(`${JSON.stringify(evaluation, null, 2)}\n`);
  return 0;
}

/**
 * The patient asked for, else the Bundle's one patient. Of several, the first by id, and standard error says so:
 * the Evaluation names its patient.
 */
function readPatient(bundle: unknown, wanted: string | undefined): PatientRecord {
  try {
    return readBundle(bundle, wanted);
  } catch (error) {
    const patients = error instanceof CardwrightError && wanted === undefined ? error.details['patients'] : undefined;
    const [first, ...others]: readonly unknown[] = Array.isArray(patients) ? patients : [];
    if (typeof first !== 'string') throw error;
    const message = `The Bundle holds several patients; ${first} is evaluated. Name another with --patient.`;
    process.stderr.write(`${JSON.stringify({ notice: { code: 'several-patients', message, others } })}\n`);
    return readBundle(bundle, first);
  }
}

const bareContext = (hook: string, patientId: string): HookContext => ({
  hook,
  patientId,
  draftOrders: [],
  selections: [],
});

function parseAsOf(text: string | undefined): string {
  const at = text === undefined ? new Date() : new Date(text);
  if (Number.isNaN(at.getTime()))
    throw new CardwrightError('bad-argument', '--as-of is not an instant such as 2026-03-01T12:00:00Z.');
  return at.toISOString();
}

function readJsonFile(path: string): unknown {
  const bytes = readBytes(path);
  const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return JSON.parse((gzipped ? gunzipSync(bytes) : bytes).toString('utf8'));
  } catch {
    throw new CardwrightError('bad-json', `${path} is not JSON.`);
  }
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new CardwrightError('bad-argument', `${path} cannot be read.`);
  }
}
