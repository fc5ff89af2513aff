import type { Device } from '@medplum/fhirtypes';
import { algorithmType, modelCardExtension, modelCardType } from './ai-transparency.ts';
import { identifierSystems } from './identifier-systems.ts';
import { ownTag } from './own-meta.ts';

/** A version of a CDS service. */
export interface DeviceOptions {
  readonly service: string;
  readonly serviceTitle: string;
  /** Content hash. */
  readonly version: string;
  /** Of the software. */
  readonly cardwrightVersion: string;
  readonly models: readonly { readonly id: string; readonly sha256: string }[];
  /** URL of the model card's page. */
  readonly modelCardUrl: string;
}

/** Value of the identifier by which the Device of a service version is found. */
export const deviceIdentity = ({ service, version }: Pick<DeviceOptions, 'service' | 'version'>): string =>
  `${service}-${version}`;

/**
 * The R4 Device (AIDevice of HL7 AI Transparency on FHIR) of one version of a CDS service, with the content hash of every model
 * file in it and its model card as a contained DocumentReference. Write it by conditional update on its first identifier.
 */
export function toDevice(options: DeviceOptions): Device {
  const { serviceTitle, version, cardwrightVersion, models, modelCardUrl } = options;
  return {
    resourceType: 'Device',
    meta: { tag: [ownTag] },
    contained: [
      {
        resourceType: 'DocumentReference',
        id: 'model-card',
        status: 'current',
        type: modelCardType,
        category: [{ text: 'Web page with the source attributes of 45 CFR 170.315(b)(11) and the fields of CHAI' }],
        content: [
          { attachment: { contentType: 'text/html', url: modelCardUrl, title: `Model card: ${serviceTitle}` } },
        ],
      },
    ],
    extension: [{ url: modelCardExtension, valueReference: { reference: '#model-card' } }],
    identifier: [
      { system: identifierSystems.serviceVersion, value: deviceIdentity(options) },
      ...models.map(({ sha256 }) => ({ system: identifierSystems.model, value: sha256 })),
    ],
    status: 'active',
    deviceName: [{ name: serviceTitle, type: 'user-friendly-name' }],
    type: algorithmType,
    version: [
      { type: { text: 'CDS service, content hash' }, value: version },
      { type: { text: 'Cardwright' }, value: cardwrightVersion },
      ...models.map(({ id, sha256 }) => ({
        type: { text: 'Model, sha256' },
        component: { system: identifierSystems.model, value: sha256 },
        value: id,
      })),
    ],
  };
}
