import { CardwrightError } from '@cardwright/cds-service';
import type { Host } from '../host.ts';
import { describeModel } from './describe-model.ts';
import { renderModelCard } from './render-model-card.ts';

/**
 * The model card of a served service as a page. It holds nothing of a patient or of the site and needs no token: a link on a
 * card leads a clinician's browser here. Error: `unknown-service`.
 */
export function modelCardPage({ services }: Pick<Host, 'services'>, id: string): string {
  const served = services.get(id);
  if (served === undefined) throw new CardwrightError('unknown-service', 'There is no such service here.');
  const { service, models, version, status } = served;
  return renderModelCard(describeModel(service.manifest, Object.values(models)), { version, status });
}
