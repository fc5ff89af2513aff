import type { CardLink, CardSource } from '@cardwright/cds-service';
import type { Declared } from './declared.ts';

/** Whose knowledge the card shows: as declared, else the citation. */
export function sourceOf({ manifest, cards }: Declared): CardSource {
  return cards.source ?? { label: manifest.citation, url: manifest.sourceUrl };
}

/** The declared links, which leave for pages of the content's owner. */
export function linksOf({ cards }: Declared): readonly CardLink[] {
  return (cards.links ?? []).map(({ label, url }) => ({ label, url, type: 'absolute' }));
}
