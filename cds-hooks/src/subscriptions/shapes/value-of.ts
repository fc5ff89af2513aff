import { isObject } from '@cardwright/fhir';

/** The `value[x]` of a part, whatever type the sender chose: HAPI writes `valueDate` for an instant, Microsoft `valueUri` for a reference. */
export function valueOf(part: unknown): unknown {
  if (!isObject(part)) return undefined;
  const name = Object.keys(part).find((key) => /^value[A-Z]/.test(key));
  return name === undefined ? undefined : part[name];
}
