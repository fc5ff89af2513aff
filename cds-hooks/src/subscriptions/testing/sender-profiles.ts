import type { SenderShape, ShapeWriter } from '@cardwright/fhir-server';
import type { SecretsFile, SourceAuthentication } from '../../config/config.ts';
import type { SourceProfile } from '../source-profiles.ts';

/** With which the sender that makes mistakes signs. */
export const senderSecret = 'a-secret-of-the-sender';

/** Whose shapes the sender's are. */
export const senderProfiles: Readonly<Record<SenderShape, SourceProfile>> = {
  'r4-empty': 'r4',
  'r4-put': 'r4',
  'hapi-rest-hook': 'hapi',
  'hapi-transaction': 'hapi',
  'hapi-r4-topic': 'hapi-topic',
  'aws-id-only': 'aws-fhir-works',
  'medplum-rest-hook': 'medplum',
  'medplum-websocket': 'medplum-websocket',
  'backport-r4': 'backport-r4',
  'backport-r4b': 'backport-r4b',
  r5: 'r5',
  athenahealth: 'athenahealth',
  microsoft: 'microsoft',
  dsubm: 'backport-r4',
};

/** The settings by which what a shape signs with the secret is believed. */
export const senderProofs: Readonly<Record<ShapeWriter['signs'], Partial<SourceAuthentication<SecretsFile>>>> = {
  'X-Signature': { xSignature: { secrets: [senderSecret] } },
  'X-Hub-Signature': { xHubSignature: { secrets: [senderSecret] } },
  'secret-header': { bearerToken: { secrets: [senderSecret] } },
  none: {},
};
