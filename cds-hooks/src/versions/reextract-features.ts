import type { Evaluation } from '@cardwright/cds-service';
import { readContext, type RunnableService } from '@cardwright/evaluation';
import { extractFeatures } from '@cardwright/features';
import { recordFromParts, type RecordParts } from '../record-from-parts.ts';
import { compareJson, type Difference } from './compare-json.ts';

/** A feature that is not extracted as it was. */
export interface FeatureDifference {
  readonly feature: string;
  readonly differences: readonly Difference[];
}

/**
 * Extracts the features of a recorded evaluation again from the data it was made from, and compares bit by bit. Each difference
 * names the feature, and the facts by their references.
 */
export function reextractFeatures(
  { service }: RunnableService,
  recorded: Evaluation,
  parts: RecordParts,
): readonly FeatureDifference[] {
  const context = readContext(recorded);
  if (!service.concerns(context)) return [];
  const { asOf } = recorded;
  const extracted = extractFeatures(service.features, recordFromParts(parts), { asOf, context, clock: 'live' });
  const again: unknown = JSON.parse(JSON.stringify(extracted.features));
  const byFeature = Map.groupBy(
    compareJson(recorded.features.features, again, 0),
    ({ path }) => path.split('/')[1] ?? '',
  );
  return [...byFeature].map(([feature, differences]) => ({ feature, differences }));
}
