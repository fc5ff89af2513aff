import type { Feature } from '@cardwright/cds-service';
import { parseFhirTime } from '@cardwright/fhir';
import { absent } from '../absent.ts';
import type { TimeSince } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';

/** Years of 365.25 days. */
const msPer = { h: 3_600_000, d: 86_400_000, a: 365.25 * 86_400_000 } as const;

/**
 * From the time of the feature to `asOf`; a partial date is as old as it can be, and what a sender's fast clock puts after
 * `asOf` is 0 away. Something that is not so has no time.
 */
export function extractTimeSince(declaration: TimeSince, x: Extraction, lookup: (name: string) => Feature): Feature {
  const feature = lookup(declaration.of);
  if (feature.status === 'absent') return feature;
  const { effective, references, value } = feature;
  if (value === false) return absent('none-recorded', references, `${declaration.of} is not so`);
  const since = parseFhirTime(effective, x.record.zoneOffsetMinutes);
  if (!since || effective === undefined) return absent('no-value', references, `${declaration.of} carries no time`);
  return {
    status: 'present',
    value: Math.max(0, x.asOf - since.start) / msPer[declaration.in],
    unit: declaration.in,
    effective,
    references,
    derivation: `time since ${declaration.of}`,
  };
}
