import { CardwrightError } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '../declaration.ts';
import { basisOf, ownKeys } from './prefetch-keys.ts';

/** Keys of every query that a feature hangs on, also through what it derives from; each once. Throws `bad-service`. */
export function prefetchKeysOf(declarations: FeatureDeclarations, featureName: string): readonly string[] {
  return [...collect(declarations, featureName, [])];
}

function collect(declarations: FeatureDeclarations, name: string, path: readonly string[]): ReadonlySet<string> {
  const declaration = Object.hasOwn(declarations, name) ? declarations[name] : undefined;
  if (!declaration || path.includes(name))
    throw new CardwrightError('bad-service', 'A feature derives from itself or from one that is not declared.', {
      name,
    });
  const below = basisOf(declaration).flatMap((basis) => [...collect(declarations, basis, [...path, name])]);
  return new Set([...ownKeys(declaration), ...below]);
}
