import type { FeatureValue, FeatureVector, PresentFeature, SiteChoices } from '@cardwright/cds-service';
import { absenceInWords } from './absence-in-words.ts';
import { quantity } from './quantity.ts';
import { table } from './table.ts';
import { valueInWords } from './value-in-words.ts';
import type { ValueWording } from './value-in-words.ts';
import { when } from './when.ts';

/** One line of the table. */
export interface InputRow extends ValueWording {
  /** The declared name of the feature. */
  readonly feature: string;
  /** How a site that works in SI units prints it; the value in `ucum` is (value - offset) / factor. */
  readonly si?: SiUnit | undefined;
}

/** A unit of the SI that a value can be shown in, as `shared/features` accepts it. */
export interface SiUnit {
  readonly ucum: string;
  readonly factor: number;
  readonly offset: number;
  readonly decimals: number;
}

const headers = ['Input', 'Value used', 'When', 'Remarks'];

/**
 * The inputs behind a number, in the order of `rows`: value as used with unit, when it was recorded, and what the
 * reader must know (recorded otherwise, assumed, matched by name, calculated, unusual). A feature without a value says
 * why in plain words. At a site that works in SI units, the SI value stands in brackets behind the value used. A row whose feature is not in the vector is left out.
 */
export function inputsTable(vector: FeatureVector, rows: readonly InputRow[], site: SiteChoices = {}): string {
  const lines = rows.flatMap((row) => {
    const feature = vector.features[row.feature];
    if (!feature) return [];
    if (feature.status === 'absent')
      return [[row.label, '—', '', absent(absenceInWords(feature.reason), feature.detail)]];
    const date = feature.effective === undefined ? '' : when(feature.effective, vector.asOf, site.zoneOffsetMinutesAt);
    const used = valueInWords(feature.value, feature.unit, row);
    const si = site.displayUnits === 'si' ? inSi(feature.value, row.si) : '';
    return [[row.label, `${used}${si}`, date, remarks(feature)]];
  });
  return table(headers, lines);
}

function inSi(value: FeatureValue, si: SiUnit | undefined): string {
  if (si === undefined || typeof value !== 'number') return '';
  return ` (${quantity((value - si.offset) / si.factor, si.ucum, { decimals: si.decimals })})`;
}

const absent = (words: string, detail: string | undefined): string => (detail ? `${words} (${detail})` : words);

function remarks(feature: PresentFeature): string {
  const { recorded, assumed, matchedBy, derivation, unusual, value } = feature;
  return [
    recorded ? `recorded as ${recordedText(recorded.value, recorded.unit)}` : '',
    assumed ? `assumed ${valueInWords(value, feature.unit)}: not recorded` : '',
    matchedBy === 'name' ? 'matched by name' : '',
    derivation ? `calculated: ${derivation}` : '',
    unusual ? 'unusual value' : '',
  ]
    .filter((remark) => remark !== '')
    .join('; ');
}

const recordedText = (value: number | string, unit: string | undefined): string =>
  typeof value === 'number' ? quantity(value, unit ?? '') : `${value} ${unit ?? ''}`.trim();
