import type { Random } from '../demo-patients/seeded-random.ts';
import type { Faults } from './sender.ts';

/** Most copies that duplication adds to a notification. */
const maxCopies = 3;

/** What goes wrong between sender and receiver, in this order: loss, doubles, storm, swaps, delays. Says nothing about what is in a notification. */
export function disturb<T>(sent: readonly T[], faults: Faults, random: Random): readonly T[] {
  const arrived = [...sent.filter(() => random() >= faults.loss)];
  for (let index = arrived.length - 1; index >= 0; index -= 1) {
    const one = arrived[index];
    if (one === undefined || random() >= faults.duplication) continue;
    const copies = 1 + Math.floor(random() * maxCopies);
    for (let copy = 0; copy < copies; copy += 1) insertAfter(arrived, index, one, random);
  }
  const stormy = arrived.flatMap((one) => Array.from({ length: Math.max(1, faults.storm) }, () => one));
  for (let index = 0; index < stormy.length; index += 1)
    if (random() < faults.reordering) swap(stormy, index, Math.floor(random() * stormy.length));
  return late(stormy, faults, random);
}

const insertAfter = <T>(list: T[], index: number, value: T, random: Random): void => {
  list.splice(index + 1 + Math.floor(random() * (list.length - index)), 0, value);
};

function swap<T>(list: T[], left: number, right: number): void {
  const [one, other] = [list[left], list[right]];
  if (one === undefined || other === undefined) return;
  list[left] = other;
  list[right] = one;
}

/** Each that is late goes behind up to `delaySteps` others. */
function late<T>(list: readonly T[], { delay, delaySteps }: Faults, random: Random): readonly T[] {
  return list
    .map((value, index) => ({ value, at: random() < delay ? index + 0.5 + Math.ceil(random() * delaySteps) : index }))
    .toSorted((left, right) => left.at - right.at)
    .map(({ value }) => value);
}
