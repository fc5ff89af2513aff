import {
  absenceInWords,
  bullets,
  card,
  markdown,
  paragraphs,
  quantity,
  raw,
  table,
  unitName,
  valueInWords,
  when,
} from '@cardwright/cards';
import type {
  Card,
  CardInput,
  FeatureVector,
  Indicator,
  MissingFeature,
  RecordedValue,
  SiteChoices,
} from '@cardwright/cds-service';
import { onOxygen } from './on-oxygen.ts';
import { riskLimits } from './points-tables.ts';
import { readPrediction, type Reading, type ScoredParameter } from './reading.ts';
import { limits, source, sourceLink } from './source.ts';
import { category, summary } from './summary.ts';

/**
 * One card whenever NEWS2 could be calculated, also at 0: on an acute ward a score that is not shown reads as not done.
 * Critical from 7, warning from 5 or with a single parameter of 3, else info. No suggestion: the responses are people.
 */
export function cards({ vector, assessment, predictions, models, version, site }: CardInput): readonly Card[] {
  const reading = readPrediction(predictions);
  const detail = paragraphs(
    markdown`**NEWS2 ${raw(scoreInWords(reading))}**, ${category(reading)}.`,
    parametersTable(vector, reading, assessment.missing, site),
    '**Clinical response in the source**',
    bullets(
      assessment.thresholds.map(({ when: row, recommendation, source: from }) =>
        raw(markdown`**${row}**: ${recommendation ?? ''} (${from})`),
      ),
    ),
    higherResponse(reading, assessment.thresholds.length),
    '**To know**',
    bullets([...assessment.notes, ...limits]),
    markdown`Points are counted against ${models[reading.variant]?.referencePatient?.description ?? 'a patient whose every parameter scores 0'}. Model ${raw(reading.model)}, service version ${version}.`,
  );
  return [
    card({
      summary: summary(reading, assessment.missing),
      detail,
      indicator: indicator(reading),
      source,
      links: [sourceLink],
    }),
  ];
}

/** Nothing lies above high; below it, what is missing may call for more than the row that is met. */
function higherResponse({ atLeast, risk }: Reading, rows: number): string | undefined {
  if (!atLeast || risk === 'high') return undefined;
  return rows === 0
    ? 'No response of the source can be read from this score yet: with what is missing, the response may have to be a higher one.'
    : 'With what is missing, the response may have to be a higher one.';
}

const scoreInWords = ({ atLeast, score }: Reading): string => `${atLeast ? 'at least ' : ''}${score} of 20`;

function indicator({ score, scored }: Reading): Indicator {
  if (score >= riskLimits.high) return 'critical';
  const single = scored.some((parameter) => parameter.score >= riskLimits.single);
  return single || score >= riskLimits.medium ? 'warning' : 'info';
}

function parametersTable(
  vector: FeatureVector,
  reading: Reading,
  missing: readonly MissingFeature[],
  site: SiteChoices | undefined,
): string {
  return table(
    ['Parameter', 'Value', 'Recorded', 'Points'],
    [
      ...reading.scored.map((parameter) => scoredRow(vector, parameter, site)),
      ...reading.unscored.map(({ input, label }) => {
        const reason = missing.find(({ feature }) => feature === input)?.reason ?? 'none-recorded';
        return [label, '—', absenceWithLimits(vector, input, reason), '0 or more'];
      }),
    ],
  );
}

/** What was implausible is said with the limits that it broke: a real reading of 48 % must not pass for a typing error. */
function absenceWithLimits(vector: FeatureVector, input: string, reason: MissingFeature['reason']): string {
  const feature = vector.features[input];
  const detail = reason === 'implausible' && feature?.status === 'absent' ? feature.detail : undefined;
  return detail === undefined ? absenceInWords(reason) : `${absenceInWords(reason)}: ${detail}`;
}

function scoredRow(
  vector: FeatureVector,
  { input, label, value, unit, words, decimals, score }: ScoredParameter,
  site: SiteChoices | undefined,
) {
  // Ours, not the chart's: a number with our unit name, or one of our words.
  const used = valueInWords(value, unit, { words, decimals });
  const name = input === 'on_oxygen' ? (onOxygen(vector)?.feature ?? input) : input;
  const feature = vector.features[name];
  if (feature?.status !== 'present') return [label, used, '', score];
  const { effective, recorded } = feature;
  const original = recorded ? markdown` (recorded as ${raw(recordedInWords(recorded))})` : '';
  return [label, raw(`${used}${original}`), when(effective, vector.asOf, site?.zoneOffsetMinutesAt), score];
}

/** The number is ours to print; the unit may be any text of the chart and is escaped. */
const recordedInWords = ({ value, unit = '' }: RecordedValue): string =>
  typeof value === 'number' ? markdown`${quantity(value, '1')} ${unitName(unit)}` : markdown`${value} ${unit}`;
