import type { AbsentFeature } from '@cardwright/cds-service';
import { absent } from './absent.ts';
import type { Extraction } from './extraction.ts';

/** Why "nothing found" cannot be believed: a query failed, or nobody asked. `undefined`: all were answered. */
export function coverageGap({ record }: Extraction, keys: readonly string[]): AbsentFeature | undefined {
  const states = keys.map((key) => record.coverage.state(key));
  if (states.includes('failed')) return absent('query-failed', [], 'the query failed');
  if (states.includes('omitted')) return absent('not-queried', [], 'the data were not supplied');
  return undefined;
}

/** The absence of a feature that needs the whole answer and got a part of it. `undefined`: none was cut off. */
export function truncationGap({ record }: Extraction, keys: readonly string[]): AbsentFeature | undefined {
  return keys.some((key) => record.coverage.truncated(key))
    ? absent('not-queried', [], 'the answer was cut off before its end')
    : undefined;
}
