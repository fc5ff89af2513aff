import { CardwrightError, type CdsService, type ServiceManifest, type ServiceStatus } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '@cardwright/features';
import { assess } from './assess.ts';
import { cards } from './cards.ts';
import { chooseVariant } from './choose-variant.ts';
import { features } from './features.ts';
import { insufficientCards } from './insufficient-cards.ts';
import { plan } from './plan.ts';
import json from './service.json' with { type: 'json' };

const statuses: readonly ServiceStatus[] = ['draft', 'silent', 'active', 'retired'];
const whenInsufficients: readonly ServiceManifest['whenInsufficient'][] = ['card', 'silent'];

/** NEWS2 for adults in acute encounters. */
export const service: CdsService<FeatureDeclarations> = {
  manifest: readManifest(),
  features,
  // Whether the encounter is acute is a chart fact: every patient-view and every vital-sign notification concerns it.
  concerns: () => true,
  plan,
  assess,
  cards,
  insufficientCards,
  chooseVariant,
};

/** service.json with its closed word lists parsed. @throws CardwrightError `bad-service`. */
function readManifest(): ServiceManifest {
  const status = statuses.find((candidate) => candidate === json.status);
  const whenInsufficient = whenInsufficients.find((candidate) => candidate === json.whenInsufficient);
  if (!status || !whenInsufficient) throw new CardwrightError('bad-service', 'service.json holds an unknown word.');
  return { ...json, status, whenInsufficient };
}
