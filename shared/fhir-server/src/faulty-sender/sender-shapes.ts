import type { SenderShape } from './sender.ts';
import type { ShapeWriter } from './shape-writer.ts';
import { writeAthenahealth } from './write-athenahealth.ts';
import { writeHapiTopic } from './write-hapi-topic.ts';
import { writeMicrosoft } from './write-microsoft.ts';
import { writeEmptyPost, writeEmptyPut, writeHapiTransaction, writeMedplumHook, writePut } from './write-rest-hook.ts';
import { writeDsubm, writeMedplumFrame, writeTopic } from './write-topic.ts';

const restHook = {
  signs: 'secret-header',
  eventNumber: 'absent',
  interludes: [],
  bundles: false,
  tellsDeletes: false,
} as const;

const topic = {
  signs: 'secret-header',
  eventNumber: 'counter',
  interludes: ['handshake', 'heartbeat'],
  bundles: true,
  tellsDeletes: true,
} as const;

/** Every system that is known to send FHIR notifications; the writers name their sources. */
export const senderShapes: Readonly<Record<SenderShape, ShapeWriter>> = {
  'r4-empty': { ...restHook, write: writeEmptyPost },
  'r4-put': { ...restHook, write: writePut },
  'hapi-rest-hook': { ...restHook, tellsDeletes: true, write: writePut },
  'hapi-transaction': { ...restHook, bundles: true, write: writeHapiTransaction },
  'hapi-r4-topic': { ...topic, interludes: [], write: writeHapiTopic },
  'aws-id-only': { ...restHook, signs: 'none', write: writeEmptyPut },
  'medplum-rest-hook': { ...restHook, signs: 'X-Signature', tellsDeletes: true, write: writeMedplumHook },
  'medplum-websocket': {
    ...topic,
    signs: 'none',
    eventNumber: 'constant-zero',
    bundles: false,
    tellsDeletes: false,
    write: writeMedplumFrame,
  },
  'backport-r4': { ...topic, write: writeTopic('r4') },
  'backport-r4b': { ...topic, write: writeTopic('r4b') },
  r5: { ...topic, write: writeTopic('r5') },
  athenahealth: {
    ...topic,
    signs: 'X-Hub-Signature',
    eventNumber: 'per-bundle',
    interludes: [],
    write: writeAthenahealth,
  },
  microsoft: { ...topic, signs: 'none', eventNumber: 'absent', write: writeMicrosoft },
  dsubm: { ...topic, write: writeDsubm },
};
