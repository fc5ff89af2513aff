import { valueOf } from '@cardwright/features';
import type { Card, InsufficientInput } from '@cardwright/cds-service';
import { aboutOrders, bullets, card, paragraphs } from '@cardwright/cards';
import { anticoagulantDrafts } from './anticoagulant-drafts.ts';
import { isAboutOrders } from './concerns.ts';
import { overrideReasons, source } from './source.ts';

/**
 * One info card on the order of an anticoagulant for a patient who is known to have atrial fibrillation: what could not be
 * read. Silent on opening the chart, and where it is not even known that the service is for this patient.
 */
export function insufficientCards({ vector, context, reasons }: InsufficientInput): readonly Card[] {
  if (!isAboutOrders(context) || valueOf(vector, 'atrial_fibrillation') !== true) return [];
  const about = aboutOrders(anticoagulantDrafts(context));
  return [
    card({
      summary: 'Atrial fibrillation: CHA2DS2-VASc not computed, because the record leaves items open',
      indicator: 'info',
      source,
      detail: paragraphs(about.line, 'No stroke score:', bullets(reasons), 'Nothing is assumed in its place.'),
      overrideReasons,
      extension: about.extension,
    }),
  ];
}
