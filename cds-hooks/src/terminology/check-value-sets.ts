import { checkValueSetFile } from './check-value-set-file.ts';

/** The value-set files of one folder as one line of the report of `cardwright check`. */
export function checkValueSets(files: readonly string[]): {
  readonly name: string;
  readonly problems: readonly string[];
} {
  return {
    name: `${files.length} value sets: form, codes, check digits, source, hash`,
    problems: files.flatMap(checkValueSetFile),
  };
}
