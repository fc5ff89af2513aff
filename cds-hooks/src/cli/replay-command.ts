import { CardwrightError, type Evaluation } from '@cardwright/cds-service';
import { disableTelemetry } from '@cardwright/scoring';
import type { Store } from '@cardwright/store';
import type { Config } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';
import type { LoadedService } from '../load-folder.ts';
import { findRecordedVersion } from '../versions/find-recorded-version.ts';
import type { PackedRequest } from '../versions/pack-request.ts';
import { reextractFeatures, type FeatureDifference } from '../versions/reextract-features.ts';
import { replayEvaluation, type Replay } from '../versions/replay-evaluation.ts';
import { unpackRequest } from '../versions/unpack-request.ts';
import { openExistingStore } from './open-existing-store.ts';
import { onePositional, parseArguments } from './parse-arguments.ts';

/** What is printed. */
interface ReplayReport extends Omit<Replay, 'outcome' | 'sameEngine'> {
  readonly id: string;
  readonly service: string;
  readonly version: string;
  readonly sameEngine?: boolean;
  readonly outcome: Replay['outcome'] | 'version-not-available';
  readonly extraction?: {
    readonly outcome: 'same' | 'different' | 'not-retained';
    readonly differences: readonly FeatureDifference[];
  };
}

/**
 * `cardwright replay <evaluation-id> [--extract]`: makes a recorded evaluation again and compares; one JSON report. Exit code 0:
 * the same; 1: different; 2: it cannot be told, because the version or the data are not there any more.
 */
export async function replayCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { extract: { type: 'boolean', default: false } },
  });
  const id = onePositional(positionals, 'evaluation id');
  const config = readConfig(process.env);
  const store = await openExistingStore(config);
  try {
    const recorded = await store.readEvaluation(id);
    if (recorded === undefined) throw new CardwrightError('bad-argument', `There is no evaluation ${id} in the store.`);
    const report = await replay(config, store, recorded, values.extract);
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return exitCodeOf(report);
  } finally {
    await store.close();
  }
}

async function replay(config: Config, store: Store, recorded: Evaluation, isExtract: boolean): Promise<ReplayReport> {
  disableTelemetry();
  const { id, service, version } = recorded;
  const runnable = await findRecordedVersion(config, recorded);
  if (runnable === undefined) return { id, service, version, outcome: 'version-not-available', differences: [] };
  try {
    const result = await replayEvaluation(runnable, recorded);
    return {
      id,
      service,
      version,
      ...result,
      ...(isExtract ? { extraction: await extract(store, runnable, recorded) } : {}),
    };
  } finally {
    await runnable.release();
  }
}

async function extract(
  store: Store,
  runnable: LoadedService,
  recorded: Evaluation,
): Promise<NonNullable<ReplayReport['extraction']>> {
  const packed = await store.readRetainedRequest(recorded.id, Date.now());
  if (!isPacked(packed)) return { outcome: 'not-retained', differences: [] };
  const differences = reextractFeatures(runnable, recorded, unpackRequest(packed));
  return { outcome: differences.length === 0 ? 'same' : 'different', differences };
}

/** Not a door: `packRequest` wrote what there is. */
const isPacked = (value: unknown): value is PackedRequest => value !== undefined;

function exitCodeOf({ outcome, extraction }: ReplayReport): number {
  if (outcome === 'different' || extraction?.outcome === 'different') return 1;
  return outcome === 'version-not-available' || extraction?.outcome === 'not-retained' ? 2 : 0;
}
