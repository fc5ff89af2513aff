import type { AbsentFeature, Feature, PresentFeature } from '@cardwright/cds-service';
import { absent } from './absent.ts';
import { coverageGap, truncationGap } from './coverage-gap.ts';
import type { Negative } from './declaration.ts';
import type { Extraction } from './extraction.ts';

/** A yes or no from the chart. */
export function present(
  value: boolean,
  references: readonly string[],
  rest: Partial<PresentFeature> = {},
): PresentFeature {
  return { status: 'present', value, unit: '{boolean}', references, ...rest };
}

export interface NoPositive {
  readonly negative: Negative;
  readonly keys: readonly string[];
  /** The recorded no (`refuted`, `not-taken`), if there is one. */
  readonly denial: Feature | undefined;
  /** Why the answer, though complete, leaves the question open. */
  readonly doubt: AbsentFeature | undefined;
}

/** What a boolean is when nothing says yes. A recorded no needs no complete answer; every other no does. */
export function whenNothingSaysYes(x: Extraction, { negative, keys, denial, doubt }: NoPositive): Feature {
  if (negative === 'explicit' && denial) return denial;
  const open = coverageGap(x, keys) ?? truncationGap(x, keys) ?? doubt;
  if (open) return open;
  if (negative === 'explicit') return absent('none-recorded', [], 'neither a yes nor a no is recorded');
  return present(false, [], negative === 'default' ? { assumed: true } : {});
}
