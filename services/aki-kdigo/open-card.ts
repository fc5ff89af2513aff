import { aboutOrders, bullets, card, paragraphs } from '@cardwright/cards';
import type { Card, HookContext } from '@cardwright/cds-service';
import { nephrotoxinDrafts } from './nephrotoxin-drafts.ts';
import { overrideReasons, source } from './source.ts';
import { whole } from './whole.ts';

/** One info card that says that nobody knows whether there is AKI, and why; it holds no stage. `reasons` are sentences of ours. */
export function openCard(context: HookContext, reasons: readonly string[]): Card {
  const about = aboutOrders(nephrotoxinDrafts(context));
  return card({
    summary:
      'AKI not excluded before this nephrotoxic medication: the baseline creatinine or another input is not known',
    indicator: 'info',
    source,
    detail: paragraphs(about.line, bullets(reasons.map(whole)), 'Nothing is assumed in its place.'),
    overrideReasons,
    extension: about.extension,
  });
}
