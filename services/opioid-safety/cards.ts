import type { Card, CardInput } from '@cardwright/cds-service';
import { markdown } from '@cardwright/cards';
import { opioidCard } from './opioid-card.ts';
import { readOpioids } from './reading.ts';

/** One card where a threshold is met or the total is a lower bound; below 50 MME/day, all counted and no benzodiazepine: silence. */
export function cards({ vector, context, predictions, models, version }: CardInput): readonly Card[] {
  const reading = readOpioids(vector, context, predictions);
  if (reading.thresholds.length === 0 && !reading.atLeast) return [];
  const asOf = models['cdc-2022']?.table?.asOf ?? '';
  const model = reading.model ?? '';
  return [opioidCard({ vector, context }, reading, markdown`Model: ${model}, table of ${asOf}. Version ${version}.`)];
}
