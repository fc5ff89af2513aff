import type { ModelManifest, ServiceManifest, SignatureOutput, Told } from '@cardwright/cds-service';
import type { SourceAttributeKey } from './source-attributes.ts';

const notInReference: Told = {
  notAvailable: 'not in the clinical reference that this service was built from; see the publication',
};
const atTheSite: Told = {
  notAvailable:
    'to be measured at each site: run the service silent and compare it with outcomes before it is made active',
};
const notMonitored: Told = {
  notAvailable: 'this software does not monitor it; a site that uses the service decides how',
};

/** What is said of an attribute for which `service.json` has no words: derived from its other facts, or why it cannot be said. */
export function derivedAttributes(
  manifest: ServiceManifest,
  models: readonly ModelManifest[],
): Readonly<Record<SourceAttributeKey, Told>> {
  return {
    developerContact: `This implementation: ${manifest.owners.join(', ')}, reached through the repository of the software or the contact that the site configures. The published work: ${manifest.citation}`,
    funding: {
      notAvailable:
        'no funding source of this implementation is recorded; that of the published work stands in its publication',
    },
    outputValue: outputsInWords(models),
    outputType: outputTypes(models),
    intendedUse: unsaid('intendedUse'),
    intendedPopulation: manifest.population,
    intendedUsers: unsaid('intendedUsers'),
    decisionRole: unsaid('decisionRole'),
    cautionedUse: unsaid('cautionedUse'),
    knownRisks: unsaid('knownRisks'),
    trainingCriteria: notInReference,
    sensitiveInputs: unsaid('sensitiveInputs'),
    trainingRepresentativeness: notInReference,
    trainingRelevance: notInReference,
    fairnessApproach: notInReference,
    biasMitigation: notInReference,
    externalSource: notInReference,
    externalParty: notInReference,
    externalRepresentativeness: notInReference,
    externalProcess: notInReference,
    internalValidity: notInReference,
    internalFairness: notInReference,
    externalValidity: notInReference,
    externalFairness: notInReference,
    outcomeReferences: notInReference,
    validityMonitoring:
      'That the numbers equal the source is proven at every load, by the golden vectors of each model. Outcomes of evaluations and reasons for missing inputs are counted continuously. Validity against what happens to patients is not monitored by this software.',
    localValidity: atTheSite,
    fairnessMonitoring: notMonitored,
    localFairness: atTheSite,
    updateProcess:
      'When the source is revised or an error is found; there is no fixed calendar. Every change is a new version, named by the hash of its content, and must meet all golden vectors and cases first.',
    correctionFrequency:
      'No fixed frequency. A service can be taken out of use at once (kill switch); the correction is a new version.',
  };
}

const unsaid = (key: string): Told => ({ notAvailable: `service.json does not say it (modelCard.${key})` });

/** Each output once, with what it is and its unit, and the variants that give it. */
function outputsInWords(models: readonly ModelManifest[]): Told {
  const groups = Map.groupBy(
    models.flatMap((model) => model.outputs.map((output) => ({ output, variant: model.variant }))),
    ({ output }) => `${output.name}: ${kindInWords(output)}`,
  );
  if (groups.size === 0) return { notAvailable: 'the service has no model' };
  return `${[...groups].map(([words, members]) => `${words} (${members.map(({ variant }) => variant).join(', ')})`).join('; ')}.`;
}

function kindInWords({ kind, unit, categories }: SignatureOutput): string {
  if (kind === 'probability') return 'a probability from 0 to 1';
  if (kind === 'score') return 'a score';
  if (kind === 'category') return categories === undefined ? 'a text of the table' : `one of ${categories.join(', ')}`;
  return `a number in ${unit}`;
}

const typesOfKinds = {
  probability: 'prediction',
  quantity: 'prediction',
  score: 'evaluation (points score)',
  category: 'classification',
} as const satisfies Readonly<Record<SignatureOutput['kind'], string>>;

function outputTypes(models: readonly ModelManifest[]): Told {
  const types = new Set(models.flatMap(({ outputs }) => outputs.map(({ kind }) => typesOfKinds[kind])));
  return types.size === 0 ? { notAvailable: 'the service has no model' } : [...types].join(', ');
}
