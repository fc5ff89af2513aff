import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { allOk } from '@medplum/core';
import type { Router } from 'express';
import { capabilityStatement } from './http/capability-statement.ts';
import { createHandler } from './http/create-handler.ts';
import { createRouter } from './http/create-router.ts';
import { addSubscriptionRoutes } from './http/subscription-routes.ts';
import { openStoreJournal } from './journal/open-store-journal.ts';
import { IndexedRepository } from './repository/indexed-repository.ts';
import { createSubscriptions } from './subscriptions/create-subscriptions.ts';
import type { SubscriptionOptions } from './subscriptions/subscription-options.ts';

/** Largest request body, in bytes, when the options do not say. */
export const defaultMaxBodyBytes = 10 * 1024 * 1024;

/** Clock and ids are arguments; the rest has defaults. */
export interface FhirServerOptions extends SubscriptionOptions {
  readonly now: () => Date;
  /** Ids of created resources; 1 to 64 letters, digits, `-` and `.`. */
  readonly newId: () => string;
  /** The public base (`http://127.0.0.1:3000/fhir`, no trailing slash) for links and for references to ourselves. */
  readonly baseUrl?: string | (() => string | undefined);
  /** Directory that keeps the state over restarts. Without it the state is in memory only. One process per directory. */
  readonly dataDir?: string;
  readonly maxBodyBytes?: number;
  /** Superseded versions that `_history` keeps; the newest of each resource always is. */
  readonly maxSupersededVersions?: number;
}

/** A FHIR R4 server, ready to be mounted on an express 5 app. */
export interface FhirServer {
  readonly handler: Router;
  readonly repository: IndexedRepository;
  /** For the `upgrade` event of the HTTP server, where WebSocket subscriptions are wanted. False: the request was not for us. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
  /** Resolves when no notification is waiting or under way. */
  idle(): Promise<void>;
  /** Stops notifications (what is waiting is lost) and closes the journals. */
  close(): Promise<void>;
}

/**
 * An embedded FHIR R4 server: our resources behind Medplum's router, with subscriptions of every kind.
 * For demonstration and tests: it knows no authentication. Error: `store-failed` when a journal cannot be used.
 */
export function createFhirServer(options: FhirServerOptions): FhirServer {
  const { now, newId, baseUrl: given, dataDir, maxBodyBytes = defaultMaxBodyBytes, maxSupersededVersions } = options;
  const baseUrl = () => (typeof given === 'function' ? given() : given);
  const journal = dataDir === undefined ? undefined : openStoreJournal(dataDir);
  const repository = new IndexedRepository({
    now,
    newId,
    ownBases: () => [baseUrl() ?? []].flat(),
    ...(journal && { journal }),
    ...(maxSupersededVersions !== undefined && { maxSupersededVersions }),
  });
  const { resources } = repository;
  const subscriptions = createSubscriptions(resources, now, { ...options, baseUrl });
  const fhirRouter = createRouter(resources);
  const topics = subscriptions.topics.map(({ url }) => url);
  fhirRouter.add('GET', 'metadata', async () => [allOk, capabilityStatement(now(), topics)], 'read');
  addSubscriptionRoutes(fhirRouter, subscriptions);
  return {
    handler: createHandler({ repository, fhirRouter, maxBodyBytes, baseUrl }),
    repository,
    upgrade: (request, socket, head) => subscriptions.sockets.upgrade(request, socket, head),
    idle: () => subscriptions.engine.idle(),
    close: async () => {
      await subscriptions.close();
      journal?.close();
    },
  };
}
