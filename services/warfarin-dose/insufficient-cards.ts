import { aboutOrders, bullets, card, paragraphs } from '@cardwright/cards';
import type { Card, InsufficientInput } from '@cardwright/cds-service';
import { labelOf } from './labels.ts';
import { nameWarfarinDrafts } from './name-warfarin-drafts.ts';
import { source } from './source.ts';

/** One info card that says what the formula needs and does not have; it holds no number. */
export function insufficientCards({ context, missing, reasons }: InsufficientInput): readonly Card[] {
  const about = aboutOrders(nameWarfarinDrafts(context));
  return [
    card({
      summary: summaryOf(missing.map(({ feature }) => shortLabels[feature] ?? labelOf(feature))),
      detail: paragraphs(
        about.line,
        'The IWPC equation needs the following, and nothing was assumed in its place:',
        bullets(reasons),
        'The drafted order is unchanged.',
      ),
      indicator: 'info',
      source,
      extension: about.extension,
    }),
  ];
}

const shortLabels: Readonly<Record<string, string>> = {
  active_warfarin: 'active warfarin',
  pregnancy_condition: 'pregnancy',
  inducer: 'enzyme inducers',
};

/** Names as many as fit under the limit of a summary. */
function summaryOf(labels: readonly string[]): string {
  const lower = labels.map((label) => label.charAt(0).toLowerCase() + label.slice(1));
  const full = `Initial warfarin dose not estimated: ${lower.join(', ')} not usable`;
  return full.length < 120 ? full : `Initial warfarin dose not estimated: ${labels.length} inputs not usable`;
}
