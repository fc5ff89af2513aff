import { deviceIdentity, identifierSystems, toDevice } from '@cardwright/audit';
import type { StatePlace } from '@cardwright/store';
import type { Host, ServedVersion, Source } from '../host.ts';
import { modelCardUrl } from '../model-cards/model-card-url.ts';
import { sha256 } from './sha256.ts';
import { byIdentifier, writeIdentified } from './write-identified.ts';

/**
 * `Device/<id>` of a service version at the source. It is written once for a version and source, and again when something on it
 * changed: the store remembers both.
 */
export async function publishDevice(
  host: Host,
  source: Source,
  served: ServedVersion,
  signal: AbortSignal,
): Promise<string> {
  const { manifest } = served.service;
  const device = toDevice({
    service: manifest.id,
    serviceTitle: manifest.title,
    version: served.version,
    cardwrightVersion: host.engine.cardwright,
    models: Object.values(served.models).map(({ id, sha256: hash }) => ({ id, sha256: hash })),
    modelCardUrl: modelCardUrl(host.publicBaseUrl, manifest.id),
  });
  const content = sha256(JSON.stringify(device));
  const place = devicePlace(source, served);
  const stored = await host.store.readState(place);
  const known = stored?.body;
  if (isKnownDevice(known) && known.content === content) return known.reference;
  const params = byIdentifier(
    identifierSystems.serviceVersion,
    deviceIdentity({ service: manifest.id, version: served.version }),
  );
  const reference = `Device/${await writeIdentified(source.fhir, device, params, signal)}`;
  // When another process was quicker it wrote the same.
  await host.store.writeState(place, { content, reference }, stored?.revision);
  return reference;
}

/** The Device may be gone from the server: it is written again at the next occasion. */
export const forgetDevice = (host: Host, source: Source, served: ServedVersion): Promise<void> =>
  host.store.deleteState(devicePlace(source, served));

const devicePlace = (source: Source, { service, version }: ServedVersion): StatePlace => ({
  collection: 'device',
  source: source.id,
  key: deviceIdentity({ service: service.manifest.id, version }),
});

function isKnownDevice(value: unknown): value is { readonly content: string; readonly reference: string } {
  return typeof value === 'object' && value !== null && 'content' in value && 'reference' in value;
}
