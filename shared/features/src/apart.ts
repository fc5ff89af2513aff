import type { AbsentFeature, PresentFeature } from '@cardwright/cds-service';
import { parseFhirTime } from '@cardwright/fhir';
import { absent } from './absent.ts';
import type { Duration } from './declaration.ts';
import type { Extraction } from './extraction.ts';
import { msOf } from './resolve-window.ts';

/**
 * Why two measurements may not be used together: they lie farther apart than `within` (`stale`), or one carries no time.
 * `undefined`: they may. Results of one Observation are of one time.
 */
export function apart(
  a: PresentFeature,
  b: PresentFeature,
  within: Duration,
  x: Extraction,
): AbsentFeature | undefined {
  const references = [...new Set([...a.references, ...b.references])];
  if (a.effective !== undefined && a.effective === b.effective) return undefined;
  const [first, second] = [a, b].map(({ effective }) => parseFhirTime(effective, x.record.zoneOffsetMinutes));
  if (!first || !second) return absent('no-value', references, 'the measurements carry no time');
  return Math.abs(first.start - second.start) <= msOf(within)
    ? undefined
    : absent('stale', references, 'the measurements lie too far apart');
}
