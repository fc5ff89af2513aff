import type { CdsService } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '@cardwright/features';
import { assess } from './assess.ts';
import { cards } from './cards.ts';
import { chooseVariant } from './choose-variant.ts';
import { concerns } from './concerns.ts';
import { decideWith } from './decide.ts';
import { features } from './features.ts';
import { insufficientCards } from './insufficient-cards.ts';
import { manifest } from './manifest.ts';
import { plan } from './plan.ts';
import { tables } from './tables.ts';

/** Total daily MME over drafts and prescriptions, with naloxone and benzodiazepines. */
export const service: CdsService<FeatureDeclarations> = {
  manifest,
  features,
  concerns,
  plan,
  assess,
  cards,
  insufficientCards,
  chooseVariant,
  decisions: { 'cdc-2022': decideWith(tables['cdc-2022']), 'cdc-2016': decideWith(tables['cdc-2016']) },
};
