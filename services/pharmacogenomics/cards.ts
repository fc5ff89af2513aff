import type { Card, CardInput } from '@cardwright/cds-service';
import { findFindings } from './find-findings.ts';
import { renderFindings } from './render-findings.ts';

/** One card for the most urgent drug, a second for all others; none where CPIC advises standard use. */
export const cards = (input: CardInput): readonly Card[] =>
  renderFindings(findFindings(input, input.predictions), { input, version: input.version });
