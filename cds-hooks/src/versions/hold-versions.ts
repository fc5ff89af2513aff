import type { ServedService } from '../host.ts';

/**
 * Keeps every version of a service open, whatever is swapped meanwhile, until the function given back is called. To be called in
 * the same turn in which the service was found.
 */
export function holdVersions({ hold, challengers = [], canary }: ServedService): () => void {
  const others = [...challengers, ...(canary === undefined ? [] : [canary.version])];
  const held = [hold, ...others.map((version) => version.hold)].map((one) => one());
  return () => {
    for (const letGo of held) letGo();
  };
}
