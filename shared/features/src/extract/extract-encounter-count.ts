import type { Feature } from '@cardwright/cds-service';
import { canonicalSystem } from '@cardwright/fhir';
import type { Encounter } from '@medplum/fhirtypes';
import { absent } from '../absent.ts';
import { codeSystems } from '../code-systems.ts';
import { coverageGap, truncationGap } from '../coverage-gap.ts';
import type { EncounterCount } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { anyTime, resolveWindow, sideOf } from '../resolve-window.ts';
import { begunEncounters } from './current-encounter.ts';
import { encounterStart } from './encounter-start.ts';

/**
 * How many encounters of the classes began in the window. 0 only when the whole answer holds none. An encounter without a start
 * leaves a window open, and one of a class that is no v3-ActCode leaves `classes` open: the number is then absent.
 */
export function extractEncounterCount(declaration: EncounterCount, x: Extraction, keys: readonly string[]): Feature {
  const { classes } = declaration;
  const window = resolveWindow(declaration.window, x);
  if ('status' in window) return window;
  const gap = coverageGap(x, keys) ?? truncationGap(x, keys);
  if (gap) return gap;
  const isUndated = (e: Encounter) => window !== anyTime && encounterStart(e, x) === undefined;
  const candidates = begunEncounters(x).filter(
    (e) => isUndated(e) || sideOf(window, encounterStart(e, x) ?? 0) === 'inside' || window === anyTime,
  );
  const ofClass = candidates.filter((e) => !classes || classOf(e) === undefined || classes.includes(classOf(e) ?? ''));
  const relevant = declaration.wholes ? wholesOf(ofClass, x) : ofClass;
  const unclear = relevant.filter((e) => isUndated(e) || (classes && classOf(e) === undefined));
  const references = (list: readonly Encounter[]) => list.map((e) => x.record.referenceOf(e));
  if (unclear.length > 0)
    return absent('no-value', references(unclear), 'an encounter has no start or no v3-ActCode class');
  const effective = relevant
    .map(({ period }) => period?.start)
    .filter((start) => start !== undefined)
    .toSorted()
    .at(-1);
  return {
    status: 'present',
    value: relevant.length,
    unit: '1',
    ...(effective !== undefined && { effective }),
    references: references(relevant),
    derivation: 'number of encounters',
  };
}

function wholesOf(encounters: readonly Encounter[], { record }: Extraction): readonly Encounter[] {
  const counted: ReadonlySet<unknown> = new Set(encounters);
  return encounters.filter(({ partOf }) => !counted.has(record.resolve(partOf?.reference)));
}

function classOf({ class: coding }: Encounter): string | undefined {
  const isActCode = coding?.system !== undefined && canonicalSystem(coding.system) === codeSystems.actCode;
  return isActCode ? coding.code : undefined;
}
