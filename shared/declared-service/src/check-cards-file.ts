import type { ModelManifest, SignatureOutput } from '@cardwright/cds-service';
import { cardModels } from './choose-model.ts';
import type { Band, CardsFile } from './cards-file.ts';
import type { Declared } from './declared.ts';
import { mainOutput } from './main-output.ts';
import type { Problem } from './problem.ts';

/** Where `cards.json` names what is not there, or its bands do not fit the output. */
export function checkCardsFile({ manifest, features, models, cards }: Declared): readonly Problem[] {
  const all = manifest.models.flatMap((variant) => models[variant] ?? []);
  const speaking = cardModels(manifest.models, models);
  const names = [...Object.keys(features), ...all.flatMap(({ inputs }) => inputs.map(({ name }) => name))];
  const messages = [
    ...unknown('labels', Object.keys(cards.labels ?? {}), names, 'a feature or an input'),
    ...unknown('outputs', Object.keys(cards.outputs ?? {}), outputNames(all), 'an output'),
    ...unknown('output', cards.output === undefined ? [] : [cards.output], outputNames(all), 'an output'),
    ...(cards.insufficient?.suggestions ?? []).flatMap(({ whenMissing }, index) =>
      unknown(`insufficient.suggestions.${index}.whenMissing`, whenMissing, Object.keys(features), 'a feature'),
    ),
    ...speaking.flatMap((model) => checkBands(cards, model)),
    ...twice((cards.bands ?? []).map(({ id }) => id)).map((id) => `bands: "${id}" is there twice.`),
  ];
  return [...new Set(messages)].map((message) => ({ file: 'cards.json', code: 'bad-service', message }));
}

const outputNames = (models: readonly ModelManifest[]): readonly string[] =>
  models.flatMap(({ outputs }) => outputs.map(({ name }) => name));

function unknown(where: string, names: readonly string[], known: readonly string[], what: string): readonly string[] {
  return names.filter((name) => !known.includes(name)).map((name) => `${where}: "${name}" is not ${what}.`);
}

function checkBands(cards: CardsFile, model: ModelManifest): readonly string[] {
  const { bands = [] } = cards;
  const main = mainOutput(cards, model);
  if (main === undefined)
    return [`output "${cards.output ?? ''}" is not one of the model ${model.variant}, which may make a card.`];
  const starts = bands.flatMap(({ from }) => from ?? []);
  const disordered = starts.some((start, index) => index > 0 && start <= (starts[index - 1] ?? start));
  return [
    ...bands.flatMap((band) => checkBand(band, main)),
    ...(disordered ? ['bands: they must begin one above the other, in ascending order.'] : []),
  ];
}

function checkBand({ id, from, is, siteMayAdjust }: Band, main: SignatureOutput): readonly string[] {
  const say = (message: string) => [`bands: "${id}" ${message}`];
  if (main.kind === 'category') {
    const never = (is ?? []).filter((category) => main.categories?.includes(category) !== true);
    if (from !== undefined) return say(`begins at a number, and the output "${main.name}" is a category: use "is".`);
    return never.length > 0 ? say(`is for ${never.join(', ')}, which the output "${main.name}" never is.`) : [];
  }
  if (from === undefined) return say(`lists categories, and the output "${main.name}" is a number: use "from".`);
  if (main.kind === 'probability' && (from < 0 || from > 1))
    return say(`begins at ${from}; a probability lies between 0 and 1, so 20 % is 0.2.`);
  if (siteMayAdjust !== undefined && (from < siteMayAdjust.minimum || from > siteMayAdjust.maximum))
    return say('begins outside the bounds within which a site may adjust it.');
  return [];
}

const twice = (ids: readonly string[]): readonly string[] => ids.filter((id, index) => ids.indexOf(id) !== index);
