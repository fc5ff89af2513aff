import { readManifest, type CdsService } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '@cardwright/features';
import { assess } from './assess.ts';
import { cards } from './cards.ts';
import { chooseVariant } from './choose-variant.ts';
import { features } from './features.ts';
import { findWarfarinDrafts } from './find-warfarin-drafts.ts';
import { insufficientCards } from './insufficient-cards.ts';
import { plan } from './plan.ts';
import json from './service.json' with { type: 'json' };

/** Compares the first warfarin order with the dose that the IWPC equation estimates. */
export const service: CdsService<FeatureDeclarations> = {
  manifest: readManifest(json),
  features,
  concerns: (context) => findWarfarinDrafts(context).length > 0,
  plan,
  assess,
  cards,
  insufficientCards,
  chooseVariant,
};
