import type { Imputation } from '@cardwright/cds-service';
import { valueInWords } from './value-in-words.ts';
import type { ValueWording } from './value-in-words.ts';

const statistics: Readonly<Record<Imputation['statistic'], string>> = {
  median: 'population median',
  mean: 'population mean',
  mode: 'most frequent value',
  constant: 'fixed value',
};

/**
 * What the model took for a value it was not given: `not available, population median 0.9 mg/dL assumed`. Plain text, the
 * end of the sentence "Creatinine: …".
 */
export function imputationInWords(
  { statistic, value }: Imputation,
  unit: string,
  wording: Omit<ValueWording, 'label'> = {},
): string {
  return `not available, ${statistics[statistic]} ${valueInWords(value, unit, wording)} assumed`;
}
