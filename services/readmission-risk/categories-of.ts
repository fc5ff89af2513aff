import { hospitalCategories } from './points-tables.ts';
import type { ScoreReading } from './reading.ts';

/** The categories of the HOSPITAL score that are possible, lowest first; one where what is not known does not matter. */
export function categoriesOf({ low, high }: Pick<ScoreReading, 'low' | 'high'>) {
  return hospitalCategories.filter(({ upTo }, index) => {
    const from = (hospitalCategories[index - 1]?.upTo ?? -1) + 1;
    return from <= high && upTo >= low;
  });
}
