import { changesInWords, detailLimitCharacters, paragraphs } from '@cardwright/cards';
import type { Card, Evaluation } from '@cardwright/cds-service';

/** The cards with one line on the first of them that says what changed; none where nothing did, or no line fits any more. */
export function sayChanges(
  cards: readonly Card[],
  { since, asOf }: Pick<Evaluation, 'since' | 'asOf'>,
  zoneOffsetMinutesAt?: (instant: string) => number,
): readonly Card[] {
  const [first, ...others] = cards;
  if (since === undefined || first === undefined) return cards;
  const detail = paragraphs(changesInWords(since, asOf, zoneOffsetMinutesAt), first.detail);
  return detail.length > detailLimitCharacters ? cards : [{ ...first, detail }, ...others];
}
