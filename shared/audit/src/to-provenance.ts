import type { Evaluation } from '@cardwright/cds-service';
import type { Provenance } from '@medplum/fhirtypes';
import { algorithmLabel, algorithmType } from './ai-transparency.ts';
import { basisOf, type VersionOf } from './basis-of.ts';
import { assertedMeta } from './own-meta.ts';

export interface ProvenanceOptions {
  /** `GuidanceResponse/<id>` first, then what else the evaluation led to. */
  readonly targets: readonly [string, ...string[]];
  readonly deviceReference: string;
  readonly versionOf: VersionOf;
  readonly modelCardUrl: string;
}

/**
 * The R4 Provenance (AIProvenance of HL7 AI Transparency on FHIR) of what an evaluation led to: which Device made it, from which
 * resources. R4 gives a Provenance no identifier: write it by conditional update on its first target and its agent.
 */
export function toProvenance(evaluation: Evaluation, options: ProvenanceOptions): Provenance {
  const { targets, deviceReference, versionOf, modelCardUrl } = options;
  return {
    resourceType: 'Provenance',
    meta: assertedMeta,
    target: targets.map((reference) => ({ reference })),
    occurredDateTime: evaluation.asOf,
    recorded: evaluation.asOf,
    reason: [{ coding: [algorithmLabel] }],
    agent: [
      {
        type: {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
              code: 'author',
              display: 'Author',
            },
          ],
        },
        role: [algorithmType],
        who: { reference: deviceReference },
      },
    ],
    entity: [
      ...basisOf(evaluation, versionOf).map((what) => ({ role: 'source' as const, what })),
      {
        role: 'derivation' as const,
        what: {
          type: 'DocumentReference',
          identifier: { system: 'urn:ietf:rfc:3986', value: modelCardUrl },
          display: 'Model card',
        },
      },
    ],
  };
}
