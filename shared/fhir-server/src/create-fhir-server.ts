import { allOk } from '@medplum/core';
import type { Router } from 'express';
import { capabilityStatement } from './http/capability-statement.ts';
import { createHandler } from './http/create-handler.ts';
import { createRouter } from './http/create-router.ts';
import { openStoreJournal } from './journal/open-store-journal.ts';
import { IndexedRepository } from './repository/indexed-repository.ts';
import { SubscriptionEngine, type SubscriptionOptions } from './subscriptions/subscription-engine.ts';

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
}

/** A FHIR R4 server, ready to be mounted on an express 5 app. */
export interface FhirServer {
  readonly handler: Router;
  readonly repository: IndexedRepository;
  /** Resolves when no notification is waiting or under way. */
  idle(): Promise<void>;
  /** Stops notifications (what is waiting is lost) and closes the journal. */
  close(): Promise<void>;
}

/**
 * An embedded FHIR R4 server: Medplum's router over our indexed repository, with rest-hook subscriptions.
 * For demonstration and tests: it knows no authentication. Error: `store-failed` when the journal cannot be used.
 */
export function createFhirServer(options: FhirServerOptions): FhirServer {
  const { now, newId, baseUrl, dataDir, maxBodyBytes = defaultMaxBodyBytes } = options;
  const base = () => (typeof baseUrl === 'function' ? baseUrl() : baseUrl);
  const journal = dataDir === undefined ? undefined : openStoreJournal(dataDir);
  const repository = new IndexedRepository({
    now,
    newId,
    ownBases: () => [base() ?? []].flat(),
    ...(journal && { journal }),
  });
  const subscriptions = new SubscriptionEngine(repository, now, options);
  repository.observe(subscriptions);
  const fhirRouter = createRouter(repository.resources);
  fhirRouter.add('GET', 'metadata', async () => [allOk, capabilityStatement(now(), [])], 'read');
  return {
    handler: createHandler({ repository, fhirRouter, maxBodyBytes, baseUrl: base }),
    repository,
    idle: () => subscriptions.idle(),
    close: async () => {
      await subscriptions.close();
      journal?.close();
    },
  };
}
