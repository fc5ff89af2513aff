import type { AbsentFeature } from '@cardwright/cds-service';
import { bareId, eventTime } from '@cardwright/fhir';
import type { Encounter } from '@medplum/fhirtypes';
import { absent } from '../absent.ts';
import { coverageGap, truncationGap } from '../coverage-gap.ts';
import type { Extraction } from '../extraction.ts';
import { encounterStart } from './encounter-start.ts';

/** Encounters that have not begun or never were (https://hl7.org/fhir/R4/valueset-encounter-status.html). */
const refusedStatuses: ReadonlySet<string> = new Set(['planned', 'cancelled', 'entered-in-error']);

/**
 * Encounters that had begun at `asOf`, by reference. An encounter is known from its start; what its end says (status, period.end,
 * discharge) is not looked at before its end. In a replay one without a start is left out.
 */
export function begunEncounters(x: Extraction): readonly Encounter[] {
  return x.record
    .ofType('Encounter')
    .filter(({ status }) => !refusedStatuses.has(status))
    .filter((encounter) => startOf(encounter, x) <= x.horizon && (!x.replay || Number.isFinite(startOf(encounter, x))));
}

/**
 * The encounter that the user is in (`context.encounterId`), else the one that covers `asOf`: of several the one that
 * started last, then the smaller reference. A finished encounter needs an end to cover anything.
 */
export function currentEncounter(x: Extraction): Encounter | undefined {
  const begun = begunEncounters(x);
  return (
    named(begun, x) ??
    latest(
      begun.filter((e) => covers(e, x)),
      x,
    )
  );
}

/** Why there is none. */
export function noEncounter(x: Extraction, keys: readonly string[]): AbsentFeature {
  return (
    coverageGap(x, keys) ??
    truncationGap(x, keys) ??
    absent('none-recorded', [], 'no encounter covers the moment of the call')
  );
}

function named(encounters: readonly Encounter[], { context }: Extraction): Encounter | undefined {
  const id = context?.encounterId;
  return id === undefined ? undefined : encounters.find((encounter) => encounter.id === bareId(id));
}

function startOf(encounter: Encounter, x: Extraction): number {
  return encounterStart(encounter, x) ?? -Infinity;
}

function covers(encounter: Encounter, { asOf, record }: Extraction): boolean {
  const end = eventTime(encounter, record.zoneOffsetMinutes)?.end ?? Infinity;
  return asOf < end && (encounter.status !== 'finished' || end < Infinity);
}

/** The list comes ordered by reference, which decides among equals. */
function latest(encounters: readonly Encounter[], x: Extraction): Encounter | undefined {
  return encounters.reduce<Encounter | undefined>((a, b) => (a && startOf(a, x) >= startOf(b, x) ? a : b), undefined);
}
