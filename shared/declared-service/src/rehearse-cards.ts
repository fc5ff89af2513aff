import {
  CardwrightError,
  type Card,
  type Feature,
  type FeatureVector,
  type HookContext,
  type MissingFeature,
  type ModelManifest,
  type Prediction,
  type SignatureOutput,
} from '@cardwright/cds-service';
import { summaryLimitCharacters } from '@cardwright/cards';
import { featureType, type FeatureDeclarations } from '@cardwright/features';
import { assess } from './assess.ts';
import { cards } from './cards.ts';
import { cardModels } from './choose-model.ts';
import type { Declared } from './declared.ts';
import { fillPlaceholders, unknownPlaceholders, type Placeholders } from './fill-placeholders.ts';
import { findBand } from './find-band.ts';
import { insufficientCards } from './insufficient-cards.ts';
import { mainOutput } from './main-output.ts';
import { placeholdersOfCard, placeholdersOfMissing } from './placeholders.ts';
import type { Problem } from './problem.ts';

/** Nobody: a rehearsal has no patient. */
const context: HookContext = {
  hook: 'patient-view',
  patientId: 'rehearsal',
  encounterId: 'rehearsal',
  draftOrders: [],
  selections: [],
};

/**
 * Makes every card that the files can lead to, once with every feature present and once without any, and holds it against
 * the rules of CDS Hooks: a card that would be refused in front of a clinician is found when the folder is loaded.
 */
export function rehearseCards(declared: Declared): readonly Problem[] {
  const vectors = [vectorOf(declared.features, present), vectorOf(declared.features, () => absent)];
  const messages = vectors.flatMap((vector) => [
    ...cardModels(declared.manifest.models, declared.models).flatMap((model) => rehearseModel(declared, model, vector)),
    ...rehearseMissing(declared, vector),
  ]);
  return [...new Set(messages)].map((message) => ({ file: 'cards.json', code: 'card-invalid', message }));
}

function rehearseModel(declared: Declared, model: ModelManifest, vector: FeatureVector): readonly string[] {
  const main = mainOutput(declared.cards, model);
  if (main === undefined) return [];
  return valuesOf(declared, main).flatMap((value) => {
    const prediction = predictionOf(model, main, value);
    const input = { vector, context };
    const band = findBand(declared.cards, value);
    const where = band === undefined ? 'the card' : `bands: "${band.id}"`;
    const lookup = placeholdersOfCard(declared, model, prediction, input, band);
    const summary = band?.summary ?? declared.cards.summary;
    const found = checkTemplates(where, [summary, band?.detail], summary, lookup);
    if (found.length > 0) return found;
    return ruled(where, () =>
      cards(declared, {
        ...input,
        assessment: assess(declared, input, [prediction]),
        predictions: [prediction],
        models: { [model.variant]: model },
        version: '0'.repeat(16),
      }),
    );
  });
}

function rehearseMissing(declared: Declared, vector: FeatureVector): readonly string[] {
  const { insufficient = {} } = declared.cards;
  const missing = Object.keys(declared.features).map((feature): MissingFeature => ({
    feature,
    reason: 'none-recorded',
    required: true,
  }));
  const one = missing.slice(0, 1);
  const lookup = placeholdersOfMissing(declared, { vector, missing: one });
  const found = checkTemplates(
    'insufficient',
    [insufficient.summary, insufficient.detail],
    insufficient.summary,
    lookup,
  );
  if (found.length > 0) return found;
  return ruled('insufficient', () =>
    insufficientCards(declared, { vector, context, missing, reasons: ['Something is missing.'] }),
  );
}

/** A template that asks for what there is not, or a summary that is too long as soon as it is filled in. */
function checkTemplates(
  where: string,
  templates: readonly (string | undefined)[],
  summary: string | undefined,
  lookup: Placeholders,
): readonly string[] {
  const unknown = templates.flatMap((template) => unknownPlaceholders(template ?? '', lookup));
  if (unknown.length > 0) return unknown.map((name) => `${where}: there is nothing for the placeholder {${name}}.`);
  const filled = fillPlaceholders(summary ?? '', lookup);
  if (filled.length < summaryLimitCharacters) return [];
  return [
    `${where}: the summary has ${filled.length} characters when it is filled in; fewer than ${summaryLimitCharacters} are allowed.`,
  ];
}

function ruled(where: string, make: () => readonly Card[]): readonly string[] {
  try {
    make();
    return [];
  } catch (error) {
    if (!(error instanceof CardwrightError) || error.code !== 'card-invalid') throw error;
    return [`${where}: ${error.message}.`];
  }
}

/** The start of each band and a value below all; of a category each of its values. */
function valuesOf({ cards: { bands = [] } }: Declared, main: SignatureOutput): readonly (number | string)[] {
  if (main.kind === 'category') return main.categories ?? [];
  const starts = bands.flatMap(({ from }) => from ?? []);
  return [...new Set([...starts, main.kind === 'probability' ? 0 : Math.min(0, ...starts) - 1])];
}

function predictionOf(model: ModelManifest, main: SignatureOutput, value: number | string): Prediction {
  const sample = ({ name, kind, categories = [] }: SignatureOutput): number | string =>
    name === main.name ? value : kind === 'category' ? (categories[0] ?? '') : 0.5;
  return {
    model: model.id,
    variant: model.variant,
    sha256: model.sha256,
    inputs: Object.fromEntries(model.inputs.map(({ name }) => [name, null])),
    outputs: Object.fromEntries(
      model.outputs.map((output) => [output.name, { value: sample(output), unit: output.unit }]),
    ),
    explanations: [],
  };
}

const absent: Feature = { status: 'absent', reason: 'input-missing', references: [] };

/** A value as long as they get: a summary that is too long with it would be cut. */
function present(features: FeatureDeclarations, name: string): Feature {
  const type = featureType(features, name);
  const { unit } = type;
  if (type.kind === 'number') return { status: 'present', value: 1234.56, unit, references: [] };
  if (type.kind === 'boolean') return { status: 'present', value: false, unit, references: [] };
  const longest = (type.categories ?? []).toSorted((a, b) => b.length - a.length)[0] ?? 'category';
  return { status: 'present', value: longest, unit, references: [] };
}

function vectorOf(
  features: FeatureDeclarations,
  make: (features: FeatureDeclarations, name: string) => Feature,
): FeatureVector {
  return {
    asOf: '2000-01-01T00:00:00.000Z',
    features: Object.fromEntries(Object.keys(features).map((name) => [name, make(features, name)])),
  };
}
