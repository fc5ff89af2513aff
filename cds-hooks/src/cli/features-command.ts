import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, writeFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { CardwrightError } from '@cardwright/cds-service';
import { engine } from '../engine.ts';
import { exportFeatures, type ExportCounts, type ExportInput } from '../features-export/export-features.ts';
import { featuresManifest } from '../features-export/features-manifest.ts';
import { readBundles } from '../features-export/read-bundles.ts';
import { readCohort } from '../features-export/read-cohort.ts';
import { readDeclarations } from '../features-export/read-declarations.ts';
import { onePositional, parseArguments } from './parse-arguments.ts';

const options = {
  bundles: { type: 'string' },
  cohort: { type: 'string' },
  out: { type: 'string' },
} as const;

/**
 * `cardwright features <id|folder> --bundles <folder|ndjson> --cohort <csv|ndjson> --out <file.csv>`: the training table, and beside
 * it `<file>.manifest.json`. Errors: `bad-argument`, `bad-bundle`, `bad-json`, `unknown-service`,
 * `bad-service`, `bad-value-set`.
 */
export async function featuresCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({ args: [...args], allowPositionals: true, options });
  const { bundles, cohort: cohortPath, out } = values;
  const { service, declarations, valueSetVersions } = readDeclarations(onePositional(positionals, 'service or folder'));
  if (bundles === undefined || cohortPath === undefined || out === undefined)
    throw new CardwrightError('bad-argument', 'Give --bundles, --cohort and --out.');
  const cohort = await readCohort(cohortPath);
  const { counts, sha256 } = await writeTable(out, { declarations, cohort, bundles: readBundles(bundles) });
  const manifest = featuresManifest({
    declarations,
    counts,
    engine,
    service,
    valueSetVersions,
    csvSha256: sha256,
  });
  writeFileSync(`${out.replace(/\.csv$/, '')}.manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  process.stdout.write(
    `${counts.rows} rows of ${counts.patients} patients; ${counts.patientsWithoutBundle} patients of the cohort have no Bundle, ` +
      `${counts.bundlesNotInCohort} Bundles are of nobody in it.\n`,
  );
  return 0;
}

/** Writes as it reads; the reader waits for the disk. */
async function writeTable(
  path: string,
  input: Omit<ExportInput, 'write'>,
): Promise<{ readonly counts: ExportCounts; readonly sha256: string }> {
  const hash = createHash('sha256');
  const file = createWriteStream(path);
  const done = finished(file);
  // Whoever waits for `done` hears of it; until then a failure is no unhandled rejection.
  done.catch(() => undefined);
  const write = async (line: string): Promise<void> => {
    if (file.errored) throw file.errored;
    hash.update(line);
    if (!file.write(line)) await once(file, 'drain');
  };
  try {
    const counts = await exportFeatures({ ...input, write });
    file.end();
    await done;
    return { counts, sha256: hash.digest('hex') };
  } catch (error) {
    if (file.errored) throw new CardwrightError('bad-argument', `${path} cannot be written.`);
    file.destroy();
    throw error;
  }
}
