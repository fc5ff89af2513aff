import type { CdsService } from '@cardwright/cds-service';
import type { FeatureDeclaration, FeatureDeclarations } from '@cardwright/features';
import type { SiteOverlay } from './config.ts';
import { didYouMean } from './closest-name.ts';

/** What of an overlay the service does not know, each with its path below the overlay and what there is. */
export function overlayProblems(
  { features, overridable = {} }: Pick<CdsService<FeatureDeclarations>, 'features' | 'overridable'>,
  { valueSets = {}, windows = {}, thresholds = {} }: SiteOverlay,
): readonly string[] {
  const setIds = new Set(Object.values(features).flatMap((one) => ('codes' in one ? [one.codes.id] : [])));
  const dated = Object.keys(features).filter((name) => hasWindow(features[name]));
  return [
    ...unknown('/valueSets', 'value set', Object.keys(valueSets), [...setIds]),
    ...unknown('/windows', 'feature with a window', Object.keys(windows), dated),
    ...unknown('/thresholds', 'overridable threshold', Object.keys(thresholds), Object.keys(overridable)),
    ...Object.entries(thresholds).flatMap(([name, value]) => {
      const { minimum = -Infinity, maximum = Infinity, unit } = overridable[name] ?? {};
      return value >= minimum && value <= maximum
        ? []
        : [`/thresholds/${name}: expected ${minimum} to ${maximum} ${unit ?? ''}`];
    }),
  ];
}

/** Only what is read from Observations by age has a window. */
export const hasWindow = (declaration: FeatureDeclaration | undefined): boolean =>
  declaration?.kind === 'observation-number' || declaration?.kind === 'observation-category';

function unknown(path: string, what: string, names: readonly string[], known: readonly string[]): readonly string[] {
  return names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const there = known.length === 0 ? 'there is none' : `there are ${known.join(', ')}`;
      return `${path}/${name}: is no ${what} of this service; ${there}${didYouMean(name, known)}`;
    });
}
