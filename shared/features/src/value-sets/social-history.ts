import type { Code, ValueSet } from '@cardwright/fhir';
import { codeSystems } from '../code-systems.ts';
import { loinc, snomed } from './codes.ts';

/** The tobacco smoking status question. */
export const smokingStatus: ValueSet = {
  id: 'smoking-status',
  title: 'Tobacco smoking status',
  source: 'US Core 3.1.1, us-core-smokingstatus (72166-2)',
  codes: [loinc('72166-2', 'Tobacco smoking status')],
};

/**
 * Answers by category. Sources: US Core 3.1.1, ValueSet us-core-observation-smokingstatus (SNOMED CT); HL7 IPS,
 * ConceptMap loinc-smoking-status-to-snomed-ct-uv-ips (the LOINC answers). 77176002 is "Smoker (finding)" in SNOMED CT
 * (HL7 IPS 2.0.0), "Current Smoker" in DICOM CID 3724 and current smoking in the clinical reference; ONC and US Core
 * 3.1.1 used to label it "Smoker, current status unknown": an answer that carries such a label is `no-value` (the extractor
 * reads labels for that word only). Left out on purpose, because they do not say whether the person smokes now: LA18979-7 "Smoker, current status unknown" and 266927001 / LA18980-5 "Unknown if
 * ever smoked".
 */
export const smokingCategories = {
  current: [
    snomed('77176002', 'Smoker'),
    snomed('449868002', 'Smokes tobacco daily'),
    snomed('428041000124106', 'Occasional tobacco smoker'),
    snomed('428071000124103', 'Heavy tobacco smoker'),
    snomed('428061000124105', 'Light tobacco smoker'),
    loinc('LA18976-3', 'Current every day smoker'),
    loinc('LA18977-1', 'Current some day smoker'),
    loinc('LA18981-3', 'Heavy tobacco smoker'),
    loinc('LA18982-1', 'Light tobacco smoker'),
  ],
  former: [snomed('8517006', 'Ex-smoker'), loinc('LA15920-4', 'Former smoker')],
  never: [snomed('266919005', 'Never smoked tobacco'), loinc('LA18978-9', 'Never smoker')],
} as const satisfies Readonly<Record<string, readonly Code[]>>;

/** The same answers as a yes/no, for models that ask "current smoker"; use with `asBoolean`. */
export const currentSmokerCategories: Readonly<Record<'true' | 'false', readonly Code[]>> = {
  true: smokingCategories.current,
  false: [...smokingCategories.former, ...smokingCategories.never],
};

/** The pregnancy status question. */
export const pregnancyStatus: ValueSet = {
  id: 'pregnancy-status',
  title: 'Pregnancy status',
  source:
    'US Core 7.0.0, us-core-observation-pregnancystatus; HL7 IPS 1.1.0, Observation-pregnancy-status-uv-ips (82810-3)',
  codes: [loinc('82810-3', 'Pregnancy status')],
};

/**
 * Answers as a yes/no; use with `asBoolean`. Source: HL7 IPS 1.1.0, ValueSet pregnancy-status-uv-ips with its map to
 * SNOMED CT. "Unknown", "not yet confirmed" and "possible" are neither.
 */
export const pregnantCategories: Readonly<Record<'true' | 'false', readonly Code[]>> = {
  true: [loinc('LA15173-0', 'Pregnant'), snomed('77386006', 'Pregnant')],
  false: [loinc('LA26683-5', 'Not pregnant'), snomed('60001007', 'Not pregnant')],
};

const race = (code: string, display: string): Code => ({ system: codeSystems.cdcRace, code, display });

/** The five OMB race categories. Source: US Core 7.0.0, ValueSet omb-race-category. */
export const ombRace = {
  americanIndian: race('1002-5', 'American Indian or Alaska Native'),
  asian: race('2028-9', 'Asian'),
  black: race('2054-5', 'Black or African American'),
  pacificIslander: race('2076-8', 'Native Hawaiian or Other Pacific Islander'),
  white: race('2106-3', 'White'),
} as const satisfies Readonly<Record<string, Code>>;
