import { CardwrightError } from '@cardwright/cds-service';
import type { Code, ValueSet } from '@cardwright/fhir';
import type {
  FeatureDeclaration,
  FeatureDeclarations,
  Genotype,
  ObservationCategory,
  ObservationNumber,
  Window,
} from '../declaration.ts';
import {
  allergiesKey,
  conditionsKey,
  encountersKey,
  medicationAdministrationsKey,
  medicationRequestsKey,
  medicationStatementsKey,
  ownKeys,
  patientKey,
  proceduresKey,
} from './prefetch-keys.ts';
import { prefetchKeysOf } from './prefetch-keys-of.ts';

/** One query that the features need, as CDS Hooks discovery lists it. */
export interface PrefetchTemplate {
  readonly key: string;
  /** FHIR read or search with `{{context.patientId}}`. */
  readonly template: string;
  readonly resourceType: string;
  /** Features that hang on it, also through what they derive from, in the order of declaration. */
  readonly features: readonly string[];
  /** The value set of an Observation search. */
  readonly codes?: ValueSet;
}

/** Results asked for where the newest decides: some of them may be preliminary, retracted or empty. */
export const latestCount = 10;
/** Results asked for where all in a window count, or where one code serves several features (genotypes). */
export const windowCount = 200;
/** Resources asked for of a type that is searched as a whole. */
export const listCount = 500;
/** Encounters asked for, newest first, where the present one decides; `windowCount` where they are counted. */
export const encounterCount = 20;

const patientParameter = 'patient={{context.patientId}}';

/** Keys of our own with their one template; the rest are Observation searches. */
const fixedTemplates: Readonly<Record<string, { readonly resourceType: string; readonly template: string }>> = {
  [patientKey]: { resourceType: 'Patient', template: 'Patient/{{context.patientId}}' },
  // No `_sort` on lists: not every server sorts Conditions or medications by date.
  [conditionsKey]: list('Condition'),
  [medicationRequestsKey]: list('MedicationRequest'),
  [medicationStatementsKey]: list('MedicationStatement'),
  [medicationAdministrationsKey]: list('MedicationAdministration'),
  [proceduresKey]: list('Procedure'),
  [allergiesKey]: list('AllergyIntolerance'),
};

/**
 * The prefetch templates of a service: the patient always, one search per value set of Observations (newest first, so that
 * a rare laboratory result is not cut off by a frequent vital sign), one per other resource type. Keys are stable. Only
 * the search parameters that CDS Hooks allows in templates. Throws `bad-service` when two value sets share an id.
 */
export function derivePrefetch(declarations: FeatureDeclarations): readonly PrefetchTemplate[] {
  const observations = observationSearches(declarations);
  const needed = new Set([patientKey, ...Object.values(declarations).flatMap(ownKeys)]);
  return [...needed].map((key) => {
    const features = Object.keys(declarations).filter((name) => prefetchKeysOf(declarations, name).includes(key));
    const search = observations.get(key);
    if (search)
      return { key, resourceType: 'Observation', template: observationTemplate(search), features, codes: search.codes };
    const fixed = key === encountersKey ? encounterSearch(declarations) : fixedTemplates[key];
    if (!fixed) throw new CardwrightError('bad-service', 'A feature asks a query that has no template.', { key });
    return { key, ...fixed, features };
  });
}

interface ObservationSearch {
  readonly codes: ValueSet;
  readonly count: number;
}

function encounterSearch(declarations: FeatureDeclarations): (typeof fixedTemplates)[string] {
  const isCounted = Object.values(declarations).some(({ kind }) => kind === 'encounter-count');
  const count = isCounted ? windowCount : encounterCount;
  return { resourceType: 'Encounter', template: `Encounter?${patientParameter}&_sort=-date&_count=${count}` };
}

function list(resourceType: string): { readonly resourceType: string; readonly template: string } {
  return { resourceType, template: `${resourceType}?${patientParameter}&_count=${listCount}` };
}

function observationSearches(declarations: FeatureDeclarations): ReadonlyMap<string, ObservationSearch> {
  const searches = new Map<string, ObservationSearch>();
  for (const declaration of Object.values(declarations)) {
    if (!readsObservations(declaration)) continue;
    const [key = ''] = ownKeys(declaration);
    const { codes } = declaration;
    const other = searches.get(key);
    if (other && codeList(other.codes) !== codeList(codes))
      throw new CardwrightError('bad-service', 'Two value sets have the same id and different codes.', {
        id: codes.id,
      });
    searches.set(key, { codes, count: Math.max(other?.count ?? 0, countFor(declaration)) });
  }
  return searches;
}

type ObservationDeclaration = ObservationNumber | ObservationCategory | Genotype;

function readsObservations(declaration: FeatureDeclaration): declaration is ObservationDeclaration {
  return ['observation-number', 'observation-category', 'genotype'].includes(declaration.kind);
}

/** Only the newest of all can be had from a few; everything else needs what is in the window. */
function countFor(declaration: ObservationDeclaration): number {
  if (declaration.kind === 'observation-category') return needsDepth(declaration.window) ? windowCount : latestCount;
  if (declaration.kind === 'genotype') return windowCount;
  const { pick, minimumCount = 1, window } = declaration;
  const isNewest = (pick === 'latest' && minimumCount === 1) || pick === 'delta-from-previous';
  return isNewest && !needsDepth(window) ? latestCount : windowCount;
}

/** A window that ends before now, or may, leaves out the newest. */
function needsDepth(window: Window | undefined): boolean {
  return window?.until !== undefined || window?.anchor !== undefined;
}

function observationTemplate({ codes, count }: ObservationSearch): string {
  return `Observation?${patientParameter}&code=${codeList(codes)}&_sort=-date&_count=${count}`;
}

/** Tokens are percent-encoded one by one; the commas between them are the search's own "or". */
function codeList({ codes, panels = [] }: ValueSet): string {
  return [...codes, ...panels].map(({ code, system }: Code) => encodeURIComponent(`${system}|${code}`)).join(',');
}
