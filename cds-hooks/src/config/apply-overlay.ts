import { CardwrightError } from '@cardwright/cds-service';
import type { FeatureDeclaration, FeatureDeclarations, Window } from '@cardwright/features';
import { codeKey, type Code, type ValueSet } from '@cardwright/fhir';
import type { SiteOverlay } from './config.ts';
import { overlayProblems } from './overlay-problems.ts';

/**
 * The declarations of a service with a site's local codes and windows: new objects, nothing given is changed, and what
 * the overlay does not name is the same object as before. Local codes come after the published ones; a code that is
 * there already is not added again. Prefetch templates and the version derive from what this gives.
 * Error: `bad-argument` for a value set or feature that the service does not have, naming what it has.
 */
export function applyOverlay(features: FeatureDeclarations, overlay: SiteOverlay): FeatureDeclarations {
  const { valueSets = {}, windows = {} } = overlay;
  const problems = overlayProblems({ features }, { valueSets, windows });
  if (problems.length > 0)
    throw new CardwrightError('bad-argument', `The overlay does not fit: ${problems.join('; ')}.`, { problems });
  // One object per value set: features that shared one go on sharing it, and the record's index with it.
  const extended = new Map<ValueSet, ValueSet>();
  const extend = (codes: ValueSet): ValueSet => {
    const local = valueSets[codes.id];
    if (local === undefined) return codes;
    const known = extended.get(codes) ?? withLocalCodes(codes, local);
    extended.set(codes, known);
    return known;
  };
  return Object.fromEntries(
    Object.entries(features).map(([name, declaration]) => [name, overlaid(declaration, extend, windows[name])]),
  );
}

function overlaid(
  declaration: FeatureDeclaration,
  extend: (codes: ValueSet) => ValueSet,
  window: Window | undefined,
): FeatureDeclaration {
  if (!('codes' in declaration)) return declaration;
  const codes = extend(declaration.codes);
  if (codes === declaration.codes && window === undefined) return declaration;
  return { ...declaration, codes, ...(window === undefined ? {} : { window: replaced(declaration, window) }) };
}

/** A window counted from another feature's time stays so, and keeps the ends that the site does not name: 'the 7 days before'. */
function replaced(declaration: FeatureDeclaration, window: Window): Window {
  const published = 'window' in declaration ? declaration.window : undefined;
  return published?.anchor === undefined ? window : { ...published, ...window };
}

function withLocalCodes(valueSet: ValueSet, local: readonly Code[]): ValueSet {
  const published = new Set(valueSet.codes.map(codeKey));
  const added = local.filter((code) => !published.has(codeKey(code)));
  return { ...valueSet, source: `${valueSet.source}; local codes of the site`, codes: [...valueSet.codes, ...added] };
}
