import { CardwrightError } from '@cardwright/cds-service';
import type { ModelInputs } from '@cardwright/cds-service';
import type { CompiledSignature } from './compile-signature.ts';
import { encodeValue } from './encode-value.ts';

const refuse = (model: string, what: string, inputs: readonly string[]): never => {
  throw new CardwrightError('bad-input', `${model}: ${what}: ${inputs.join(', ')}`, { inputs });
};

/**
 * One row of the model's matrix, in signature order; a name that is not there is absent: NaN, or the value that the
 * manifest has the engine impute.
 * Throws `bad-input` for a value of the wrong kind, and for a name that the model does not know: the runtime would
 * ignore it without a word.
 */
export const encodeRow = (signature: CompiledSignature, inputs: ModelInputs): Float64Array => {
  const row = new Float64Array(signature.inputs.length);
  signature.inputs.forEach((input, column) => {
    const given = inputs[input.name] ?? (input.imputation?.by === 'engine' ? input.imputation.value : null);
    const value = encodeValue(input, given);
    row[column] = value ?? refuse(signature.model, `not a ${input.kind} the model accepts`, [input.name]);
  });
  for (const name in inputs) {
    if (!signature.inputNames.has(name)) refuse(signature.model, 'unknown input', [name]);
  }
  return row;
};
