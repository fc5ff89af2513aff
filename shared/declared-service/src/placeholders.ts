import type { CardInput, InsufficientInput, ModelManifest, Prediction } from '@cardwright/cds-service';
import { absenceInWords, valueInWords } from '@cardwright/cards';
import type { Band } from './cards-file.ts';
import type { Declared } from './declared.ts';
import type { Placeholders } from './fill-placeholders.ts';
import { startOf } from './find-band.ts';
import { mainOutput } from './main-output.ts';
import { formatOf, labelOf, outputInWords, ownOf } from './wording.ts';

/** What a card about a prediction may say: `{output}`, `{output:<name>}`, `{feature:<name>}`, `{threshold}`, `{title}`. */
export function placeholdersOfCard(
  declared: Declared,
  model: ModelManifest,
  prediction: Prediction,
  { vector, site }: Pick<CardInput, 'vector' | 'site'>,
  band: Band | undefined,
): Placeholders {
  const { cards } = declared;
  const main = mainOutput(cards, model);
  const output = (name: string): string | undefined => {
    if (model.outputs.every((one) => one.name !== name)) return undefined;
    const value = ownOf(prediction.outputs, name)?.value;
    return value === undefined ? 'not estimated' : outputInWords(cards, model, name, value);
  };
  const common = placeholdersOfFeatures(declared, vector);
  return (name) => {
    if (name === 'output') return main === undefined ? undefined : output(main.name);
    if (name.startsWith('output:')) return output(name.slice('output:'.length));
    if (name !== 'threshold') return common(name);
    const start = band === undefined ? undefined : startOf(band, site);
    return start === undefined || main === undefined ? undefined : outputInWords(cards, model, main.name, start);
  };
}

/** What a card about missing data may say: `{missing}`, `{feature:<name>}`, `{title}`. */
export function placeholdersOfMissing(
  declared: Declared,
  { vector, missing }: Pick<InsufficientInput, 'vector' | 'missing'>,
): Placeholders {
  const common = placeholdersOfFeatures(declared, vector);
  const names = missing.map(({ feature }) => labelOf(declared.cards, feature)).join(', ');
  return (name) => (name === 'missing' ? names || 'usable values' : common(name));
}

function placeholdersOfFeatures(
  { manifest, features, cards }: Declared,
  vector: Pick<CardInput['vector'], 'features'>,
): Placeholders {
  return (name) => {
    if (name === 'title') return manifest.title;
    if (!name.startsWith('feature:')) return undefined;
    const feature = name.slice('feature:'.length);
    if (!Object.hasOwn(features, feature)) return undefined;
    const found = ownOf(vector.features, feature);
    if (found?.status !== 'present') return absenceInWords(found?.reason ?? 'not-queried');
    return valueInWords(found.value, found.unit, formatOf(cards, feature));
  };
}
