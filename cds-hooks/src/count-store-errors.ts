import type { Store } from '@cardwright/store';

/** The same store; `count` is told the name of each operation that fails. */
export function countStoreErrors(store: Store, count: (operation: string) => void): Store {
  const watched = new Map<string | symbol, unknown>();
  return new Proxy(store, {
    get: (target, name) => {
      if (!watched.has(name)) watched.set(name, watch(Reflect.get(target, name), target, String(name), count));
      return watched.get(name);
    },
  });
}

function watch(member: unknown, store: Store, name: string, count: (operation: string) => void): unknown {
  if (typeof member !== 'function') return member;
  return (...given: readonly unknown[]): unknown => {
    const answer: unknown = Reflect.apply(member, store, given);
    // Beside the answer: who asked gets the failure itself.
    if (answer instanceof Promise) answer.catch(() => count(name));
    return answer;
  };
}
