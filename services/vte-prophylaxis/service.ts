import type { CdsService } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '@cardwright/features';
import { assess } from './assess.ts';
import { cards } from './cards.ts';
import { chooseVariant } from './choose-variant.ts';
import { concerns } from './concerns.ts';
import { features } from './features.ts';
import { insufficientCards } from './insufficient-cards.ts';
import { manifest } from './manifest.ts';
import { plan } from './plan.ts';

/** Padua and Caprini scores on admission, before prophylaxis is ordered. */
export const service: CdsService<FeatureDeclarations> = {
  manifest,
  features,
  concerns,
  plan,
  assess,
  cards,
  insufficientCards,
  chooseVariant,
};
