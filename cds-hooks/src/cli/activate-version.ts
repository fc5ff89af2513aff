import { CardwrightError } from '@cardwright/cds-service';
import { disableTelemetry } from '@cardwright/scoring';
import { readConfig } from '../config/read-config.ts';
import { proveVersion } from '../versions/prove-version.ts';
import { writeActiveVersion } from '../versions/active-versions.ts';

/**
 * `cardwright service activate <id> <label or version>`: loads the version and runs its golden vectors here, and only then says
 * that it answers. Running hosts on the same CARDWRIGHT_DATA_DIR take it up within two seconds. Errors: `unknown-service`,
 * those of the models.
 */
export async function activateVersion(args: readonly string[]): Promise<number> {
  const [id, wanted, ...rest] = args;
  if (id === undefined || wanted === undefined || rest.length > 0)
    throw new CardwrightError('bad-argument', 'Say cardwright service activate <id> <label or version>.');
  disableTelemetry();
  const config = readConfig(process.env);
  const { label, version } = await proveVersion(config, id, wanted);
  writeActiveVersion(config.dataDirectory, id, { label, version, since: new Date().toISOString() });
  process.stdout.write(`${id}\t${label}\t${version}\tanswers\n`);
  return 0;
}
