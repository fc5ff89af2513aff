import type { AssessedRisk } from '@cardwright/cds-service';
import { percent, table } from '@cardwright/cards';
import { outcomes } from './variants.ts';
import { outcomeTitles } from './wording.ts';

/** All five outcomes over 10 years and, where they were estimated, over 30 years. */
export function risksTable(risks: readonly AssessedRisk[]): string {
  const hasThirty = risks.some(({ horizonYears }) => horizonYears === 30);
  const cell = (name: string, years: number) => {
    const value = risks.find((one) => one.name === name && one.horizonYears === years)?.value;
    return typeof value === 'number' ? percent(value) : 'not estimated';
  };
  return table(
    ['Risk of', '10 years', ...(hasThirty ? ['30 years'] : [])],
    outcomes.map((name) => [outcomeTitles[name], cell(name, 10), ...(hasThirty ? [cell(name, 30)] : [])]),
  );
}
