import type { Card, InsufficientInput } from '@cardwright/cds-service';
import { findFindings } from './find-findings.ts';
import { renderFindings } from './render-findings.ts';

/**
 * Says what is on file and cannot be used. Silent where no genotype is on file, unless the site has chosen to be offered the test,
 * and where the query failed or was not made.
 */
export const insufficientCards = (input: InsufficientInput): readonly Card[] =>
  renderFindings(findFindings(input, []), { input });
