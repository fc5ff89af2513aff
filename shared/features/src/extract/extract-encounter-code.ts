import type { Feature } from '@cardwright/cds-service';
import { canonicalSystem, codeSetIndex, eventTime, hasCode } from '@cardwright/fhir';
import type { CodeableConcept, Encounter } from '@medplum/fhirtypes';
import { absent } from '../absent.ts';
import type { EncounterCode } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { present } from '../negative.ts';
import { currentEncounter, noEncounter } from './current-encounter.ts';
import { hospitalStay } from './hospital-stay.ts';

/** Whether the encounter’s element is coded as one of the set; a yes goes before a no. */
export function extractEncounterCode(declaration: EncounterCode, x: Extraction, keys: readonly string[]): Feature {
  const { codes, denials } = declaration;
  const encounter = declaration.encounter === 'hospital-stay' ? hospitalStay(x) : currentEncounter(x);
  if (!encounter) return noEncounter(x, keys);
  const references = [x.record.referenceOf(encounter)];
  const effective = encounter.period?.start;
  const rest = effective === undefined ? {} : { effective };
  const concepts = conceptsOf(encounter, declaration.element, x);
  if (concepts.some((concept) => hasCode(concept, codes))) return present(true, references, rest);
  const { systems } = codeSetIndex(codes);
  const saysNo = (concept: CodeableConcept) => (denials ? hasCode(concept, denials) : isCodedIn(concept, systems));
  if (concepts.some(saysNo)) return present(false, references, rest);
  return concepts.length === 0
    ? absent('none-recorded', references, 'the encounter does not say')
    : absent('no-value', references, 'the encounter says it in a code that is not understood here');
}

function conceptsOf(
  encounter: Encounter,
  element: EncounterCode['element'],
  x: Extraction,
): readonly CodeableConcept[] {
  const { hospitalization, type = [] } = encounter;
  switch (element) {
    case 'type':
      return type;
    case 'admitSource':
      return some(hospitalization?.admitSource);
    case 'dischargeDisposition':
      return x.replay && !hasEnded(encounter, x) ? [] : some(hospitalization?.dischargeDisposition);
    default:
      return some(encounter[element]);
  }
}

const some = (concept: CodeableConcept | undefined): readonly CodeableConcept[] =>
  concept === undefined ? [] : [concept];

function hasEnded(encounter: Encounter, { asOf, record }: Extraction): boolean {
  return (eventTime(encounter, record.zoneOffsetMinutes)?.end ?? Infinity) <= asOf;
}

function isCodedIn({ coding = [] }: CodeableConcept, systems: ReadonlySet<string>): boolean {
  return coding.some(
    ({ system, code }) => system !== undefined && code !== undefined && systems.has(canonicalSystem(system)),
  );
}
