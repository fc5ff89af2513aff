import { CardwrightError, type Feature } from '@cardwright/cds-service';
import { extractFeatures, type FeatureDeclarations } from '@cardwright/features';
import { knownTime, readBundle, type PatientRecord } from '@cardwright/fhir';
import { csvLine } from './csv-line.ts';
import { FeatureTally, type FeatureCounts } from './feature-tally.ts';
import type { FoundBundle } from './read-bundles.ts';
import type { Cohort } from './read-cohort.ts';

export interface ExportInput {
  readonly declarations: FeatureDeclarations;
  readonly cohort: Cohort;
  readonly bundles: AsyncIterable<FoundBundle>;
  /** Takes one line of the table; awaited, so that a slow disk slows the reading. */
  readonly write: (line: string) => Promise<void>;
}

/** What the export saw. */
export interface ExportCounts {
  readonly rows: number;
  readonly patients: number;
  readonly bundles: number;
  /** Bundles of patients whom the cohort does not name. */
  readonly bundlesNotInCohort: number;
  /** Patients of the cohort of whom there was no Bundle: they have no row. */
  readonly patientsWithoutBundle: number;
  readonly labels: Readonly<Record<string, number>>;
  readonly features: Readonly<Record<string, FeatureCounts>>;
  /** By resource type: facts that say nowhere when they became known. A replay leaves them out. */
  readonly withoutKnownTime: Readonly<Record<string, number>>;
}

/** The columns before the features. */
export const keyColumns = ['patient', 'index_time', 'label'] as const;

const twoClockTypes = [
  'Observation',
  'Condition',
  'MedicationRequest',
  'MedicationStatement',
  'MedicationAdministration',
  'Procedure',
  'AllergyIntolerance',
] as const;

/**
 * One row for each index time: every declared feature as the service's own extractor has it at that instant, on the
 * replay clock (a fact counts when it had happened and was known by then). A number as JavaScript prints it (shortest text
 * that reads back the same), a boolean as 1 or 0, a category as its text, an absent feature as an empty cell.
 * One Bundle is in memory at a time. Errors: `bad-bundle` with the Bundle's place; a patient in two Bundles is one.
 */
export async function exportFeatures({ declarations, cohort, bundles, write }: ExportInput): Promise<ExportCounts> {
  const names = Object.keys(declarations);
  const tallies = new Map(names.map((name) => [name, new FeatureTally()] as const));
  const seen = new Set<string>();
  const labels = new Map<string, number>();
  const withoutKnownTime = new Map<string, number>();
  const counts = { rows: 0, bundles: 0, bundlesNotInCohort: 0 };
  await write(csvLine([...keyColumns, ...names]));
  for await (const found of bundles) {
    counts.bundles += 1;
    const record = readRecord(found);
    const rows = cohort.get(record.patientId);
    if (!rows) {
      counts.bundlesNotInCohort += 1;
      continue;
    }
    if (seen.has(record.patientId))
      throw new CardwrightError('bad-bundle', `${found.where}: this patient has had a Bundle before.`, {
        where: found.where,
      });
    seen.add(record.patientId);
    countWithoutKnownTime(record, withoutKnownTime);
    for (const { indexTime, label } of rows) {
      const { features } = extractFeatures(declarations, record, { asOf: indexTime, clock: 'replay' });
      for (const [name, tally] of tallies) tally.add(featureOf(features, name));
      add(labels, label, 1);
      counts.rows += 1;
      await write(
        csvLine([record.patientId, indexTime, label, ...names.map((name) => cellOf(featureOf(features, name)))]),
      );
    }
  }
  return {
    ...counts,
    patients: seen.size,
    patientsWithoutBundle: cohort.size - seen.size,
    labels: Object.fromEntries([...labels].sort()),
    features: Object.fromEntries([...tallies].map(([name, tally]) => [name, tally.read()])),
    withoutKnownTime: Object.fromEntries(withoutKnownTime),
  };
}

function readRecord({ bundle, where }: FoundBundle): PatientRecord {
  try {
    return readBundle(bundle);
  } catch (error) {
    if (!(error instanceof CardwrightError)) throw error;
    throw new CardwrightError(error.code, `${where}: ${error.message}`, { where });
  }
}

function featureOf(features: Readonly<Record<string, Feature>>, name: string): Feature {
  const feature = features[name];
  if (!feature) throw new CardwrightError('internal', 'The extractor left a declared feature out.', { name });
  return feature;
}

function cellOf(feature: Feature): string {
  if (feature.status === 'absent') return '';
  if (typeof feature.value === 'boolean') return feature.value ? '1' : '0';
  return String(feature.value);
}

function countWithoutKnownTime(record: PatientRecord, counts: Map<string, number>): void {
  const resolve = (reference: string | undefined) => record.resolve(reference);
  for (const type of twoClockTypes) {
    const unknown = record.ofType(type).filter((each) => !knownTime(each, resolve, record.zoneOffsetMinutes)).length;
    if (unknown > 0) add(counts, type, unknown);
  }
}

const maxLabels = 50;

/** Labels of a regression are too many to list; they are counted together. */
function add(counts: Map<string, number>, key: string, by: number): void {
  const known = counts.has(key) || counts.size < maxLabels ? key : '(other)';
  counts.set(known, (counts.get(known) ?? 0) + by);
}
