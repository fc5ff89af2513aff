import type { EligibilityRule } from '@cardwright/cds-service';
import { featureType, type FeatureDeclarations } from '@cardwright/features';
import type { Declared } from './declared.ts';
import type { Problem } from './problem.ts';

/** Rules of the population that no patient could meet or that ask for what is not read. */
export function checkEligibility({ manifest, features }: Declared): readonly Problem[] {
  return (manifest.eligibility ?? []).flatMap((rule, index) =>
    checkRule(features, rule).map((message): Problem => ({
      file: 'service.json',
      code: 'bad-service',
      message: `eligibility.${index} ${message}`,
    })),
  );
}

function checkRule(features: FeatureDeclarations, { feature, from, to, is }: EligibilityRule): readonly string[] {
  if (!Object.hasOwn(features, feature)) return [`asks for "${feature}", which is not in features.json.`];
  const type = featureType(features, feature);
  const isRange = from !== undefined || to !== undefined;
  if (isRange && type.kind !== 'number') return [`gives a range, and "${feature}" is a ${type.kind}: use "is".`];
  if (from !== undefined && to !== undefined && from > to) return ['begins above its end: nobody is eligible.'];
  const kinds = { number: 'number', boolean: 'boolean', category: 'string' } as const;
  const other = (is ?? []).filter((value) => typeof value !== kinds[type.kind]);
  if (other.length > 0) return [`lists ${other.join(', ')}, and "${feature}" is a ${type.kind}.`];
  const known = type.kind === 'category' ? type.categories : undefined;
  const never = (is ?? []).filter((value) => known !== undefined && !known.includes(String(value)));
  return never.length > 0 ? [`lists ${never.join(', ')}; "${feature}" can be ${(known ?? []).join(', ')}.`] : [];
}
