import type { Assessment, Card, CardInput, ModelManifest, Prediction } from '@cardwright/cds-service';
import { bullets, card, escapeMarkdown, inputsTable, markdown, paragraphs, raw, table } from '@cardwright/cards';
import { assumptions } from './assumptions.ts';
import { linksOf, sourceOf } from './card-parts.ts';
import type { Band } from './cards-file.ts';
import type { Declared } from './declared.ts';
import { fillPlaceholders, type Placeholders } from './fill-placeholders.ts';
import { fillSuggestion } from './fill-suggestion.ts';
import { findBand } from './find-band.ts';
import { mainOutput } from './main-output.ts';
import { movements } from './movements.ts';
import { placeholdersOfCard } from './placeholders.ts';
import { shorten } from './shorten.ts';
import { whole } from './whole.ts';
import { formatOf, labelOf, outputInWords, ownOf, titleOf } from './wording.ts';

/**
 * One card: what the band says, the outputs, what moved them, the inputs, what was not used and why. In a band with
 * `showCard: false` there is none. Without bands the card says that no threshold is declared.
 */
export function cards(declared: Declared, input: CardInput): readonly Card[] {
  const [prediction] = input.predictions;
  const model = prediction === undefined ? undefined : ownOf(input.models, prediction.variant);
  if (prediction === undefined || model === undefined) return [];
  const band = bandOf(declared, model, prediction, input);
  if (band?.showCard === false) return [];
  const lookup = placeholdersOfCard(declared, model, prediction, input, band);
  const { cards: file } = declared;
  return [
    card({
      summary: shorten(fillPlaceholders(band?.summary ?? file.summary ?? plainSummary(declared, model), lookup)),
      indicator: band?.indicator ?? 'info',
      source: sourceOf(declared),
      detail: detailOf(declared, model, prediction, input, band, lookup),
      suggestions: (band?.suggestions ?? []).map((template) => fillSuggestion(template, input.context)),
      selectionBehavior: band?.selectionBehavior,
      overrideReasons: file.overrideReasons,
      links: linksOf(declared),
    }),
  ];
}

function bandOf({ cards: file }: Declared, model: ModelManifest, { outputs }: Prediction, { site }: CardInput) {
  const main = mainOutput(file, model);
  const value = main === undefined ? undefined : ownOf(outputs, main.name)?.value;
  return value === undefined ? undefined : findBand(file, value, site);
}

/** A template like any other: braces of the title are doubled. */
function plainSummary({ cards: file }: Declared, model: ModelManifest): string {
  const main = mainOutput(file, model);
  const title = main === undefined ? model.title : titleOf(file, model, main.name);
  return `${title.replaceAll('{', '{{').replaceAll('}', '}}')}: {output}`;
}

function detailOf(
  declared: Declared,
  model: ModelManifest,
  prediction: Prediction,
  { vector, assessment, version, site }: CardInput,
  band: Band | undefined,
  lookup: Placeholders,
): string {
  const { cards: file } = declared;
  const rows = model.inputs.map(({ name }) => ({ feature: name, label: labelOf(file, name), ...formatOf(file, name) }));
  return paragraphs(
    band?.detail === undefined ? undefined : fillPlaceholders(band.detail, lookup, (text) => escapeMarkdown(text)),
    outputsTable(declared, model, prediction),
    thresholdLines(declared, assessment),
    movements(declared, model, prediction),
    assumptions(declared, model, prediction),
    paragraphs('**Inputs**', inputsTable(vector, rows, site)),
    assessment.notes.length === 0 ? undefined : paragraphs('**Notes**', bullets(assessment.notes.map(whole))),
    file.limits === undefined ? undefined : paragraphs('**Limits of the model**', bullets(file.limits.map(whole))),
    markdown`Population: ${whole(declared.manifest.population)}`,
    markdown`Model: ${whole(prediction.model)}; service version ${version}.`,
  );
}

function outputsTable({ cards: file }: Declared, model: ModelManifest, { outputs }: Prediction): string {
  return table(
    ['Estimate', 'Value'],
    model.outputs.map(({ name }) => {
      const value = ownOf(outputs, name)?.value;
      return [
        whole(titleOf(file, model, name)),
        value === undefined ? 'not estimated' : outputInWords(file, model, name, value),
      ];
    }),
  );
}

/** Said as plainly when there is none: a number without a threshold is no advice. */
function thresholdLines({ cards: file }: Declared, { thresholds }: Assessment): string {
  if (file.bands === undefined)
    return 'No threshold is declared: what to do at this number is for the clinician to judge.';
  if (thresholds.length === 0) return 'No threshold with a source is met.';
  return bullets(
    thresholds.map(({ when, recommendation, source }) =>
      raw(
        recommendation === undefined
          ? markdown`**${whole(when)}.** Source: ${whole(source)}.`
          : markdown`**${whole(when)}.** ${whole(recommendation)} Source: ${whole(source)}.`,
      ),
    ),
  );
}
