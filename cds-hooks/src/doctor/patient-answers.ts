import type { FeatureVector } from '@cardwright/cds-service';
import { extractFeatures, type FeatureDeclarations, type PrefetchTemplate } from '@cardwright/features';
import type { FhirClient } from '@cardwright/fhir';
import { emptyEntry, fetchTemplate, type PrefetchEntry } from '../fetch-template.ts';
import { partsFromEntries } from '../parts-from-entries.ts';
import { recordFromParts } from '../record-from-parts.ts';

/** A service as the doctor looks at it. */
export interface ExaminedService {
  readonly id: string;
  /** With the site's overlay. */
  readonly declarations: FeatureDeclarations;
  readonly templates: readonly PrefetchTemplate[];
}

/** What a server answered about one patient: each query once, whichever services ask it. */
export interface PatientAnswers {
  readonly entryOf: (template: PrefetchTemplate) => PrefetchEntry;
  /** Results of any kind, the newest, whatever their code. */
  readonly survey: PrefetchEntry;
  readonly features: (service: ExaminedService, declarations?: FeatureDeclarations) => FeatureVector;
}

/** Results looked at besides those that a service asks for, to see what codes the site uses. */
export const surveyCount = 200;

const survey: PrefetchTemplate = {
  key: 'survey',
  template: `Observation?patient={{context.patientId}}&_sort=-date&_count=${surveyCount}`,
  resourceType: 'Observation',
  features: [],
  codes: { id: 'survey', title: 'Any result', source: 'none', codes: [] },
};

export interface ReadPatientOptions {
  readonly fhir: FhirClient;
  readonly services: readonly ExaminedService[];
  readonly patientId: string;
  /** ISO instant. */
  readonly asOf: string;
  readonly zoneOffsetMinutes: number;
  readonly signal: AbortSignal;
}

/** Asks what the services would ask about a patient who was notified. Never throws for an answer: a query that fails is `failed`. */
export async function readPatientAnswers(options: ReadPatientOptions): Promise<PatientAnswers> {
  const { fhir, services, patientId, asOf, zoneOffsetMinutes, signal } = options;
  const asked = new Map(services.flatMap(({ templates }) => templates).map((one) => [one.template, one]));
  const answered = await Promise.all(
    [...asked.values(), survey].map(
      async (template) => [template.template, await fetchTemplate(fhir, template, patientId, signal)] as const,
    ),
  );
  const answers = new Map(answered);
  const entryOf = ({ template }: PrefetchTemplate) => answers.get(template) ?? emptyEntry('omitted');
  return {
    entryOf,
    survey: entryOf(survey),
    features: ({ templates, declarations: own }, declarations = own) => {
      const states = new Map(templates.map((template) => [template.key, entryOf(template)]));
      const record = recordFromParts(partsFromEntries(patientId, states.values(), states, zoneOffsetMinutes));
      return extractFeatures(declarations, record, { asOf, clock: 'live' });
    },
  };
}
