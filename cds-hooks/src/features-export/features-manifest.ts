import { createHash } from 'node:crypto';
import type { Engine } from '@cardwright/cds-service';
import { featureType, type FeatureDeclaration, type FeatureDeclarations } from '@cardwright/features';
import type { ValueSet } from '@cardwright/fhir';
import { keyColumns, type ExportCounts } from './export-features.ts';

export interface ManifestInput {
  readonly declarations: FeatureDeclarations;
  readonly counts: ExportCounts;
  readonly engine: Engine;
  /** The service whose features these are, and its version where it has one. */
  readonly service: { readonly id: string; readonly version?: string };
  /** Of the value-set files, by the id of the set. */
  readonly valueSetVersions: ReadonlyMap<string, number>;
  /** Of the table, hex. */
  readonly csvSha256: string;
}

const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/**
 * What goes with the table: what each column means and how it was read, so that a model trained on it can be held
 * against the extractor that will serve it. `schema` is the hash of the resolved declarations (value sets and unit rules
 * included): equal hashes, equal features. Histograms are the training distribution that drift is measured against.
 */
export function featuresManifest(input: ManifestInput): object {
  const { declarations, counts, engine, service, valueSetVersions, csvSha256 } = input;
  const { features, ...rest } = counts;
  return {
    format: 'cardwright-features@1',
    service,
    schema: sha256(declarations),
    engine,
    clock: 'replay',
    notes: [
      'A fact counts when it had happened and was known at or before index_time; a fact of unknown known time does not.',
      'meta.lastUpdated stands for the known time of a resource that says none; reloads and migrations rewrite it.',
      'Empty cell: absent, never 0. Boolean: 1 or 0. Dates without a zone are read as UTC.',
    ],
    table: { sha256: csvSha256, columns: [...keyColumns, ...Object.keys(declarations)] },
    ...rest,
    features: Object.fromEntries(
      Object.entries(declarations).map(([name, declaration]) => [
        name,
        {
          declared: declaration.kind,
          ...featureType(declarations, name),
          valueSets: valueSetsOf(declaration).map((set) => describeSet(set, valueSetVersions.get(set.id))),
          ...features[name],
        },
      ]),
    ),
  };
}

function valueSetsOf(declaration: FeatureDeclaration): readonly ValueSet[] {
  const codes = 'codes' in declaration ? [declaration.codes] : [];
  return 'denials' in declaration && declaration.denials ? [...codes, declaration.denials] : codes;
}

/** The id and version of its file, and the hash of what was used, local codes of a site included. */
const describeSet = (set: ValueSet, version: number | undefined): object => ({
  id: set.id,
  ...(version !== undefined && { version }),
  source: set.source,
  sha256: sha256(set),
});
