import type { Host } from './host.ts';
import { keptFor } from './kept-for.ts';
import { probeStore } from './probe-store.ts';

/** What `/readyz` answers. */
export interface Readiness {
  /** Calls and notifications can be taken now. */
  readonly ready: boolean;
  readonly [detail: string]: unknown;
}

/** However many ask, the store is asked this often. */
const probeEveryMs = 5_000;
const probeWithinMs = 2_000;

/**
 * Says whether the host can be sent to: not while it drains, nor before a demonstration is whole, nor when its store does not commit, because then no evaluation and no
 * notification could be taken. Every model of every served service has passed its golden vectors before the host exists. A model whose
 * process was ended, a version that is not as it should be a scope that is not granted and a source that is silent are told; the rest answers.
 */
export function createReadiness(host: Host, accepting: () => boolean): () => Promise<Readiness> {
  const commits = keptFor(probeEveryMs, () => probeStore(host.store, host.now().getTime(), probeWithinMs));
  return async () => {
    if (!accepting()) return { ready: false, accepting: false };
    const store = await commits();
    const services = [...host.services.values()].map(({ service, version, status, models, port }) => ({
      id: service.manifest.id,
      version,
      status,
      models: Object.keys(models),
      unavailable: port.unavailable?.() ?? [],
    }));
    const notGranted = [...host.sources.values()].flatMap(({ id, notGranted }) => {
      const scopes = notGranted?.() ?? [];
      return scopes.length === 0 ? [] : [{ source: id, scopes }];
    });
    return {
      ready: store,
      store,
      services,
      versionProblems: host.versionProblems,
      notGranted,
      silent: host.traffic.silent(),
    };
  };
}
