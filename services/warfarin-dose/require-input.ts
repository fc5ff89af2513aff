import type { ModelInputs } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';

interface Kinds {
  number: number;
  boolean: boolean;
  string: string;
}

/** The named input when it has the kind asked for; throws `bad-input` when it is absent or of another kind. */
export function requireInput<K extends keyof Kinds>(inputs: ModelInputs, name: string, kind: K): Kinds[K] {
  const value = inputs[name];
  if (!isKind(value, kind)) {
    throw new CardwrightError('bad-input', `The formula cannot use the input ${name}.`, { inputs: [name] });
  }
  return value;
}

const isKind = <K extends keyof Kinds>(value: unknown, kind: K): value is Kinds[K] => typeof value === kind;
