import { createHash } from 'node:crypto';
import type { Evaluation } from '@cardwright/cds-service';
import { toRiskAssessment } from '@cardwright/audit';
import type { Host, Source } from '../host.ts';

/**
 * Writes the assessment back as a RiskAssessment, by conditional update on its identifier: the same inputs and
 * version give the same identifier, so a repeated notification writes the same resource again and never a second one.
 */
export async function publishAssessment(
  host: Host,
  source: Source,
  evaluation: Evaluation,
  signal: AbortSignal,
): Promise<void> {
  const served = host.services.get(evaluation.service);
  const resource = toRiskAssessment(evaluation, {
    patientReference: `Patient/${evaluation.patient}`,
    identifierSystem: 'urn:cardwright:assessment',
    ...(served === undefined ? {} : { serviceTitle: served.service.manifest.title }),
    hash: (text: string) => createHash('sha256').update(text).digest('hex'),
  });
  const identifier = resource?.identifier?.[0];
  if (resource === undefined || identifier === undefined) return;
  try {
    const token = `${identifier.system ?? ''}|${identifier.value ?? ''}`;
    await source.fhir.conditionalUpdate('RiskAssessment', [['identifier', token]], resource, signal);
    host.metrics.countPublished(evaluation.service, 'written');
  } catch (error) {
    host.metrics.countPublished(evaluation.service, 'failed');
    throw error;
  }
}
