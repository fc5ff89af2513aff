import type { ModelManifest } from '@cardwright/cds-service';
import { encodeValue } from './encode-value.ts';

/** An input that says what it could have been where it is absent, as the graph sees it. */
export interface CompiledPlausible {
  readonly name: string;
  readonly column: number;
  /** Columns of its missing indicators. */
  readonly indicators: readonly number[];
  readonly plausible: { readonly range: readonly [number, number] } | { readonly values: readonly number[] };
}

/** The inputs with `whenMissing`, in signature order. `checkAssumptions` has refused what is not usable. */
export const compilePlausible = ({ inputs }: ModelManifest): readonly CompiledPlausible[] =>
  inputs.flatMap((input, column) => {
    const { name, whenMissing } = input;
    if (whenMissing === undefined) return [];
    const indicators = inputs.flatMap(({ missingIndicatorOf }, i) => (missingIndicatorOf === name ? [i] : []));
    const encode = (values: readonly (number | boolean | string)[]) =>
      values.map((value) => encodeValue(input, value) ?? NaN);
    const plausible = 'values' in whenMissing ? { values: encode(whenMissing.values) } : { range: whenMissing.range };
    return [{ name, column, indicators, plausible }];
  });
