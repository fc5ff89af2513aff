import { raw, type Raw } from '@cardwright/cards';
import type { OpenItem, Reading } from './readings.ts';
import { labelOf, scoreNames } from './wording.ts';

/** Items of several scores by what they ask, with the points in each: "Hemoptysis: Wells (PE) +1, PERC +1". */
export function itemsByQuestion(
  found: readonly Reading[],
  itemsOf: (reading: Reading) => readonly OpenItem[],
): readonly Raw[] {
  const byLabel = new Map<string, string[]>();
  for (const reading of found)
    for (const { input, points } of itemsOf(reading)) {
      const label = labelOf(input);
      const words = `${scoreNames[reading.reference]} ${signed(points)}`;
      byLabel.set(label, [...(byLabel.get(label) ?? []), words]);
    }
  // `raw`: labels of ours, longer together than a piece of chart text may be.
  return [...byLabel].map(([label, words]) => raw(`${label}: ${words.join(', ')}`));
}

const signed = (points: number): string => (points < 0 ? `−${-points}` : `+${points}`);
