import type { CardSource } from '@cardwright/cds-service';
import { manifest } from './manifest.ts';

/** Whose knowledge the card shows. */
export const cardSource: CardSource = {
  label: 'AHA PREVENT equations (Khan SS et al., Circulation 2024;149:430-449)',
  url: manifest.sourceUrl,
};
