import { writeFileSync } from 'node:fs';
import { CardwrightError } from '@cardwright/cds-service';
import { createOutboundFetch } from '../outbound/create-outbound-fetch.ts';
import { printValueSet } from '../terminology/print-value-set.ts';
import { readValueSetFile, shownPath } from '../terminology/read-value-set-file.ts';
import { createTerminologyServer } from '../terminology-server/create-terminology-server.ts';
import { expansionDifference } from '../terminology-server/expansion-difference.ts';
import { refreshValueSet } from '../terminology-server/refresh-value-set.ts';
import type { TerminologyServer } from '../terminology-server/terminology-server.ts';

/** What to refresh, and how. */
export interface RefreshRequest {
  readonly files: readonly string[];
  readonly server: string;
  readonly day: string;
  readonly dryRun: boolean;
}

/**
 * Refreshes files one after the other; each is written only when its expansion is whole and right. Exit code 1 when one was not
 * taken: it is left as it was.
 */
export async function refreshFiles({ files, server, day, dryRun }: RefreshRequest): Promise<number> {
  const { fetch: fetchOut, close } = createOutboundFetch();
  try {
    const asked = createTerminologyServer(server, fetchOut, process.env['CARDWRIGHT_TERMINOLOGY_AUTHORIZATION']);
    let failed = 0;
    for (const path of files) if (!(await refreshFile(path, asked, day, dryRun))) failed += 1;
    return failed > 0 ? 1 : 0;
  } finally {
    close();
  }
}

async function refreshFile(path: string, server: TerminologyServer, day: string, dryRun: boolean): Promise<boolean> {
  try {
    const before = readValueSetFile(path);
    const after = await refreshValueSet(before, server, day);
    const difference = expansionDifference(before, after);
    if (!dryRun) writeFileSync(path, printValueSet(after));
    const version = after.version === before.version ? 'no code comes or goes' : `version ${after.version}`;
    process.stdout.write(`${shownPath(path)}: ${version}${dryRun ? ' (not written)' : ''}\n`);
    process.stdout.write(difference.map((line) => `  ${line}\n`).join(''));
    return true;
  } catch (error) {
    if (!(error instanceof CardwrightError)) throw error;
    process.stdout.write(`${shownPath(path)}: left as it is\n  ${error.code}: ${error.message}\n`);
    return false;
  }
}
