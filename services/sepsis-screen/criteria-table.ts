import { absenceInWords, markdown, raw, table, valueInWords, when } from '@cardwright/cards';
import type { FeatureValue, FeatureVector, SiteChoices } from '@cardwright/cds-service';
import { slack } from './criteria.ts';
import { featureOf } from './inputs.ts';
import { missingOf } from './missing-of.ts';
import type { Part, ScoreReading } from './reading.ts';
import { labelOf, partWording, scoreNames, wording } from './wording.ts';

/** Every criterion of a score: value, time and points; what is not charted says why and leaves its points open. */
export function criteriaTable(vector: FeatureVector, reading: ScoreReading, site: SiteChoices = {}): string {
  return table(
    [scoreNames[reading.score], 'Value', 'When', 'Points'],
    reading.parts.map((part) => {
      const { label = part.name, features = [] } = partWording[reading.score][part.name] ?? {};
      const used = features.filter((name) => isUsed(vector, name));
      return [label, values(vector, reading, part, used), times(vector, used, site), points(part)];
    }),
  );
}

/** No record of a drug, a ventilator or an alert patient explains no points. */
function isUsed({ features }: FeatureVector, name: string): boolean {
  const feature = features[name];
  return feature?.status === 'present' && feature.value !== false;
}

function values(vector: FeatureVector, { score }: ScoreReading, { name: part, open }: Part, used: readonly string[]) {
  const isOnlyOne = partWording[score][part]?.features.length === 1;
  const shown = used.flatMap((name) => {
    const feature = vector.features[name];
    const how = wording[name];
    if (feature?.status !== 'present' || how === undefined) return [];
    const printed = name === 'map' ? tenths(feature.value) : feature.value;
    const value = valueInWords(printed, how.unit, { ...how, decimals: decimalsOf(printed) });
    return [isOnlyOne ? value : `${how.label} ${value}`];
  });
  const lacking = open.map((input) => missingOf(vector, featureOf(score, input)));
  // The oxygen is looked for at the time of the blood gas: without the gas nobody misses it.
  const named = lacking.filter(({ reason }) => reason !== 'input-missing' || lacking.length === 1);
  return raw(
    [...shown, ...named.map(({ feature, reason }) => markdown`${labelOf(feature)}: ${absenceInWords(reason)}`)].join(
      '; ',
    ),
  );
}

/** A mean pressure is computed with thirds: cut, not rounded, so that 69.97 does not print as the 70 that scores nothing. */
const tenths = (value: FeatureValue): FeatureValue =>
  typeof value === 'number' ? Math.floor(value * 10 + slack) / 10 : value;

/** A third decimal where two would round: 106 µmol/L of creatinine is 1.199 mg/dL, and 1.2 printed with 0 points would be wrong. */
const decimalsOf = (value: FeatureValue): number | undefined =>
  typeof value === 'number' && Math.abs(value - Number(value.toFixed(2))) > slack ? 3 : undefined;

function times(
  { features, asOf }: FeatureVector,
  used: readonly string[],
  { zoneOffsetMinutesAt }: SiteChoices,
): string {
  const dates = used.flatMap((name) => {
    const feature = features[name];
    return feature?.status === 'present' && feature.effective !== undefined
      ? [when(feature.effective, asOf, zoneOffsetMinutesAt)]
      : [];
  });
  return [...new Set(dates)].join('; ');
}

const points = ({ points: sum, open }: Part): string => (open.length > 0 ? `${sum} or more` : String(sum));
