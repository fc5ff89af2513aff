import { readManifest, type CdsService } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '@cardwright/features';
import { assess } from './assess.ts';
import { cards } from './cards.ts';
import { chooseVariant } from './choose-variant.ts';
import { features } from './features.ts';
import { insufficientCards } from './insufficient-cards.ts';
import { overridable } from './parameters.ts';
import { plan } from './plan.ts';
import json from './service.json' with { type: 'json' };

/** NEWS2 for adults in acute encounters. */
export const service: CdsService<FeatureDeclarations> = {
  manifest: readManifest(json),
  features,
  overridable,
  // Whether the encounter is acute is a chart fact: every patient-view and every vital-sign notification concerns it.
  concerns: () => true,
  plan,
  assess,
  cards,
  insufficientCards,
  chooseVariant,
};
