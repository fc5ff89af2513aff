import type { FeatureVector } from '@cardwright/cds-service';
import { absenceInWords, quantity, raw, type Raw } from '@cardwright/cards';
import { unknownComorbidities, unknownParts, type UnknownPart } from './missing.ts';
import { hospital, lace as laceTable, pointsOf } from './points-tables.ts';
import type { Reading } from './reading.ts';
import { comorbidityLabels, labelOf, wording } from './wording.ts';

/** More names than this are given as a number. */
const maxNames = 4;

/**
 * What is not known, with the most it would add, then the two results that a new value could still change. It is arithmetic
 * of the scores, and says so: that treating a low value lowers the risk is not in the sources.
 */
export function openPoints(vector: FeatureVector, reading: Reading): readonly Raw[] {
  const unknown = unknownParts(vector, reading).map((one) => unknownLine(one, reading));
  return [...unknown, ...comorbidityLine(reading), ...resultLines(reading)].map(raw);
}

function unknownLine({ part, reason }: UnknownPart, { lace }: Reading): string {
  const adds = [
    ...(part.hospital ? [`HOSPITAL up to +${part.hospital.most}`] : []),
    ...(part.lace && lace ? [`LACE up to +${part.lace.most}`] : []),
  ];
  return `${labelOf(part.input)}: ${absenceInWords(reason)} (${adds.join(', ')}).`;
}

function comorbidityLine(reading: Reading): readonly string[] {
  const names = unknownComorbidities(reading);
  const { points = {} } = reading.lace ?? {};
  const most = pointsOf(laceTable.charlson, points['charlson_high'] ?? 0) - (points['points_comorbidity'] ?? 0);
  if (names.length === 0 || most === 0) return [];
  const which =
    names.length > maxNames ? `${names.length}` : names.map((name) => comorbidityLabels[name] ?? name).join(', ');
  return [`Comorbidities not known: ${which} (LACE up to +${most}).`];
}

function resultLines({ hospital: { low, high, prediction, points } }: Reading): readonly string[] {
  const lines = (['hemoglobin', 'sodium'] as const).flatMap((name) => {
    const value = prediction.inputs[name];
    const given = points[`points_${name}`] ?? 0;
    const { label = name, unit = '1', ...format } = wording[name] ?? {};
    if (typeof value !== 'number' || given === 0) return [];
    const without = low === high ? `${low - given}` : `${low - given} to ${high - given}`;
    const limit = quantity(hospital[name].below, unit);
    return [
      `${label} ${quantity(value, unit, format)} gives ${given}; at ${limit} or more HOSPITAL would be ${without}.`,
    ];
  });
  return lines.length === 0
    ? []
    : [...lines, 'The rest is history. Whether correcting a result lowers the risk is not in the sources.'];
}
