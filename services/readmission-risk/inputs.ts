import type { FeatureVector, ModelInputs, SiteChoices } from '@cardwright/cds-service';
import { nights } from './nights.ts';
import { urgency } from './urgency.ts';
import { stay } from './windows.ts';

/** The inputs of both scores as the chart has them; `null` where nobody knows. */
export function scoreInputs(vector: FeatureVector, site: SiteChoices | undefined): ModelInputs {
  const present = Object.entries(vector.features).map(([name, feature]) => [
    name,
    feature.status === 'present' ? feature.value : null,
  ]);
  const urgent = urgency(vector).value;
  return {
    ...Object.fromEntries(present),
    length_of_stay_days: nightsOf(vector, site),
    urgent_admission: urgent,
    acute_admission: urgent,
  };
}

/** Nights of the stay so far; `null` when its start is not known. */
export function nightsOf({ features, asOf }: FeatureVector, site: SiteChoices | undefined): number | null {
  const start = features[stay];
  if (start?.status !== 'present' || start.effective === undefined) return null;
  return nights(start.effective, asOf, site?.zoneOffsetMinutesAt);
}
