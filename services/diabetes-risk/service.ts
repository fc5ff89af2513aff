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

/** Which score of the risk of type 2 diabetes applies, and whether a test is due. */
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
