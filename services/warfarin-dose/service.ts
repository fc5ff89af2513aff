import type { CdsService, ServiceManifest, ServiceStatus } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '@cardwright/features';
import { assess } from './assess.ts';
import { cards } from './cards.ts';
import { chooseVariant } from './choose-variant.ts';
import { features } from './features.ts';
import { findWarfarinDrafts } from './find-warfarin-drafts.ts';
import { insufficientCards } from './insufficient-cards.ts';
import { plan } from './plan.ts';
import manifest from './service.json' with { type: 'json' };

const statuses: readonly ServiceStatus[] = ['draft', 'silent', 'active', 'retired'];

/** Compares the first warfarin order with the dose that the IWPC equation estimates. */
export const service: CdsService<FeatureDeclarations> = {
  manifest: readManifest(),
  features,
  concerns: (context) => findWarfarinDrafts(context).length > 0,
  plan,
  assess,
  cards,
  insufficientCards,
  chooseVariant,
};

/** The JSON file with its closed word lists parsed; throws `bad-service`. */
function readManifest(): ServiceManifest {
  const status = statuses.find((candidate) => candidate === manifest.status);
  const whenInsufficient = (['card', 'silent'] as const).find((candidate) => candidate === manifest.whenInsufficient);
  if (!status || !whenInsufficient)
    throw new CardwrightError('bad-service', 'service.json of warfarin-dose is not valid.');
  return { ...manifest, status, whenInsufficient };
}
