import type { Feature } from '@cardwright/cds-service';
import type { Threshold } from '../declaration.ts';
import { absent } from '../absent.ts';

/** True when the number is strictly above the limit; absent as the number is. */
export function extractThreshold({ of, above }: Threshold, lookup: (name: string) => Feature): Feature {
  const feature = lookup(of);
  if (feature.status === 'absent') return feature;
  const { value, effective, references } = feature;
  if (typeof value !== 'number') return absent('no-value', references, 'the feature compared is not a number');
  return {
    status: 'present',
    value: value > above,
    unit: '{boolean}',
    ...(effective !== undefined && { effective }),
    references,
    derivation: `${of} above ${above} ${feature.unit}`,
  };
}
