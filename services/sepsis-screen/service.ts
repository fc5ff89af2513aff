import type { CdsService } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '@cardwright/features';
import { assess } from './assess.ts';
import { cards } from './cards.ts';
import { chooseVariant } from './choose-variant.ts';
import { features } from './features.ts';
import { manifest } from './manifest.ts';
import { plan } from './plan.ts';

/** SIRS, qSOFA and SOFA for adults in acute care, with a suspected infection of the chart. */
export const service: CdsService<FeatureDeclarations> = {
  manifest,
  features,
  // Whether the encounter is acute is a chart fact: every patient-view and every notification concerns it.
  concerns: () => true,
  plan,
  assess,
  cards,
  // `whenInsufficient` is silent: a chart without a vital sign is no reason to speak.
  insufficientCards: () => [],
  chooseVariant,
};
