import { CardwrightError } from '@cardwright/cds-service';
import { disableTelemetry } from '@cardwright/scoring';
import { readConfig } from '../config/read-config.ts';
import { proveVersion } from '../versions/prove-version.ts';
import { readActiveVersions, rollBackActiveVersion } from '../versions/active-versions.ts';

/**
 * `cardwright service rollback <id> [<label or version>]`: the version that answered before answers again, or the named one of
 * those that did. It is proven like any other. Errors: `bad-argument` when none answered before; those of the models.
 */
export async function rollBackVersion(args: readonly string[]): Promise<number> {
  const [id, wanted, ...rest] = args;
  if (id === undefined || rest.length > 0)
    throw new CardwrightError('bad-argument', 'Say cardwright service rollback <id> [<label or version>].');
  const config = readConfig(process.env);
  const before = readActiveVersions(config.dataDirectory)[id]?.before ?? [];
  const target = before.find(({ label, version }) => wanted === undefined || wanted === label || wanted === version);
  if (target === undefined)
    throw new CardwrightError(
      'bad-argument',
      `No ${wanted === undefined ? '' : 'such '}version of ${id} answered before.`,
    );
  disableTelemetry();
  const { label, version } = await proveVersion(config, id, target.version);
  rollBackActiveVersion(config.dataDirectory, id, { ...target, since: new Date().toISOString() });
  process.stdout.write(`${id}\t${label}\t${version}\tanswers again\n`);
  return 0;
}
