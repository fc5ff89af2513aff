import type { AbsenceReason, FeatureVector, MissingFeature } from '@cardwright/cds-service';
import { parts, type Part } from './parts.ts';
import { comorbidityNames } from './points-tables.ts';
import { isExact, type Reading, type ScoreReading } from './reading.ts';
import { urgency } from './urgency.ts';

/** A part of a score that is not known, and why. */
export interface UnknownPart {
  readonly part: Part;
  readonly reason: AbsenceReason;
}

/** Parts that leave a score open. What LACE alone counts is left out where LACE is not counted. */
export function unknownParts(vector: FeatureVector, { hospital, lace }: Reading): readonly UnknownPart[] {
  const unused = (part: Part) =>
    !(part.hospital && isOpen(hospital, part)) && !(part.lace && lace && isOpen(lace, part));
  return parts.filter((part) => !unused(part)).map((part) => ({ part, reason: reasonOf(vector, part) }));
}

/** Comorbidities that nobody knows, by name; none where LACE is not counted. */
export const unknownComorbidities = ({ lace }: Reading): readonly string[] =>
  lace === undefined ? [] : comorbidityNames.filter((name) => lace.prediction.inputs[name] == null);

/** Every feature that a score lacks; both scores are given without it, as a range. */
export function missingFeatures(vector: FeatureVector, reading: Reading): readonly MissingFeature[] {
  if (isExact(reading.hospital) && (reading.lace === undefined || isExact(reading.lace))) return [];
  return [
    ...unknownParts(vector, reading).map(({ part, reason }) => ({ feature: part.feature, reason, required: false })),
    ...unknownComorbidities(reading).map((feature) => ({
      feature,
      reason: absenceOf(vector, feature),
      required: false,
    })),
  ];
}

/** The names of inputs differ between the scores for one part only: LACE calls an urgent admission acute. */
function isOpen({ prediction }: ScoreReading, { input }: Part): boolean {
  const name = input in prediction.inputs ? input : 'acute_admission';
  return prediction.inputs[name] == null;
}

/** Why a part is not known. */
export const reasonOf = (vector: FeatureVector, { input, feature }: Part): AbsenceReason => {
  const urgent = urgency(vector);
  return input === 'urgent_admission' && urgent.value === null ? urgent.reason : absenceOf(vector, feature);
};

/** A value that is there and was not used lies outside the range of the score. */
function absenceOf({ features }: FeatureVector, name: string): AbsenceReason {
  const feature = features[name];
  return feature?.status === 'absent' ? feature.reason : 'implausible';
}
