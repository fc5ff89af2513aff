import type { FeatureVector, SiteChoices } from '@cardwright/cds-service';
import { absenceInWords, table, valueInWords, when } from '@cardwright/cards';
import { reasonOf, unknownComorbidities } from './missing.ts';
import { parts, type Part } from './parts.ts';
import { comorbidities, pointsOf, lace as laceTable } from './points-tables.ts';
import type { Reading, ScoreReading } from './reading.ts';
import { urgency } from './urgency.ts';
import { comorbidityLabels, wording } from './wording.ts';

/** Every part with its value, when it was recorded, and what it gives to each score; what is not known as a span. */
export function partsTable(vector: FeatureVector, reading: Reading, site: SiteChoices | undefined): string {
  const { lace } = reading;
  const rows = parts
    .filter((part) => part.hospital !== undefined || lace !== undefined)
    .map((part) => rowOf(part, vector, reading, site));
  return table(
    ['Part', 'Value', 'Recorded', 'HOSPITAL', ...(lace ? ['LACE'] : [])],
    lace ? [...rows, comorbidityRow(reading, lace)] : rows,
  );
}

function rowOf(part: Part, vector: FeatureVector, reading: Reading, site: SiteChoices | undefined): readonly string[] {
  const { input, hospital, lace } = part;
  const { label = input, unit = '1', ...format } = wording[input] ?? {};
  const value = valueOf(part, reading);
  const cell = (score: ScoreReading | undefined, counted: Part['hospital']) => {
    if (counted === undefined || score === undefined) return '–';
    return value === null ? `0 to ${counted.most}` : `${score.points[counted.output] ?? 0}`;
  };
  const known = input === 'length_of_stay_days' ? nightsInWords(value) : valueInWords(value, unit, format);
  return [
    label,
    value === null ? absenceInWords(reasonOf(vector, part)) : known,
    value === null ? '' : recorded(part, vector, site),
    cell(reading.hospital, hospital),
    cell(reading.lace, lace),
  ];
}

const nightsInWords = (value: unknown): string => `${String(value)} ${value === 1 ? 'night' : 'nights'}`;

/** A part of both scores has one value; LACE has another name for an urgent admission. */
function valueOf({ input, hospital }: Part, reading: Reading) {
  const score = hospital ? reading.hospital : reading.lace;
  return score?.prediction.inputs[input] ?? null;
}

/** A count of nothing has no time of its own; of a stay it is the start. */
function recorded({ input, feature }: Part, vector: FeatureVector, site: SiteChoices | undefined): string {
  const urgent = urgency(vector);
  const name = input === 'urgent_admission' && urgent.value !== null ? urgent.feature : feature;
  const found = vector.features[name];
  if (found?.status !== 'present') return '';
  if (found.effective === undefined) return '';
  return when(found.effective, vector.asOf, site?.zoneOffsetMinutesAt);
}

function comorbidityRow(reading: Reading, { points, prediction }: ScoreReading): readonly string[] {
  const unknown = unknownComorbidities(reading);
  const counted = comorbidities.flatMap((group) => {
    const heaviest = group.findLast(({ name }) => prediction.inputs[name] === true);
    return heaviest === undefined ? [] : [`${comorbidityLabels[heaviest.name] ?? heaviest.name} ${heaviest.weight}`];
  });
  const none = unknown.length > 0 ? 'none known' : 'none on record';
  const low = points['points_comorbidity'] ?? 0;
  const high = pointsOf(laceTable.charlson, points['charlson_high'] ?? 0);
  return [
    'Comorbidities (LACE weights)',
    counted.length > 0 ? counted.join(', ') : none,
    '',
    '–',
    low === high ? `${low}` : `${low} to ${high}`,
  ];
}
