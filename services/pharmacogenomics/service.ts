import type { CdsService } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '@cardwright/features';
import { assess } from './assess.ts';
import { cards } from './cards.ts';
import { chooseVariant } from './choose-variant.ts';
import { concerns } from './concerns.ts';
import { decidePhenotype } from './decide-phenotype.ts';
import { decideRecommendation } from './decide-recommendation.ts';
import { features } from './features.ts';
import { insufficientCards } from './insufficient-cards.ts';
import { manifest } from './manifest.ts';
import { plan } from './plan.ts';
import { overridable } from './site-policy.ts';

/** CPIC's recommendation for the genotype on file, when a listed drug is ordered. */
export const service: CdsService<FeatureDeclarations> = {
  manifest,
  features,
  overridable,
  decisions: { 'diplotype-to-phenotype': decidePhenotype, recommendation: decideRecommendation },
  concerns,
  plan,
  assess,
  cards,
  insufficientCards,
  chooseVariant,
};
