import { CardwrightError } from '@cardwright/cds-service';
import type { ModelManifest } from '@cardwright/cds-service';

/** What joins a coalition as one: a single input, or the inputs that name the same `player`, with their missing indicators. */
export interface Player {
  readonly name: string;
  /** Columns of its inputs, ascending. */
  readonly columns: readonly number[];
}

const refuse = (model: string, message: string): never => {
  throw new CardwrightError('model-invalid', `${model}: ${message}`, { model });
};

/**
 * The players of an explanation, in the order of their first inputs. Error `model-invalid` when a player has the name of
 * an input that is not part of it, or when only some of its inputs are the patient's own in the reference.
 */
export const compilePlayers = ({ id, inputs, referencePatient }: ModelManifest): readonly Player[] => {
  const groups = new Map<string, number[]>();
  const playerOf = (name: string): string => inputs.find((input) => input.name === name)?.player ?? name;
  inputs.forEach(({ name, missingIndicatorOf, player = playerOf(missingIndicatorOf ?? name) }, column) => {
    const columns = groups.get(player);
    if (columns === undefined) groups.set(player, [column]);
    else columns.push(column);
  });
  const own = new Set(referencePatient?.own);
  for (const [player, columns] of groups) {
    const members = columns.map((column) => inputs[column]?.name ?? '');
    const elsewhere = inputs.some(({ name }) => name === player) && !members.includes(player);
    if (elsewhere) refuse(id, `"${player}" is a player and also an input that is not part of it`);
    const owned = members.filter((name) => own.has(name)).length;
    if (owned > 0 && owned < members.length) refuse(id, `only a part of the player "${player}" is the patient's own`);
  }
  return [...groups].map(([name, columns]) => ({ name, columns }));
};
