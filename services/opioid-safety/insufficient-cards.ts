import type { Card, InsufficientInput } from '@cardwright/cds-service';
import { opioidCard } from './opioid-card.ts';
import { populationFeatures } from './population.ts';
import { readOpioids } from './reading.ts';

/** No dose can be read: the card names the orders and still tells of a benzodiazepine. Silent where the age is not known. */
export function insufficientCards({ vector, context, missing }: InsufficientInput): readonly Card[] {
  if (missing.some(({ feature }) => populationFeatures.some((name) => name === feature))) return [];
  return [opioidCard({ vector, context }, readOpioids(vector, context), '')];
}
