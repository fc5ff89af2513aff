import type { FeatureValue, ModelManifest, SignatureInput } from '@cardwright/cds-service';
import { percent, quantity, valueInWords } from '@cardwright/cards';
import type { CardsFile, LabelWording } from './cards-file.ts';

/** What a feature or an input is called: its label, else its name with spaces. Plain text. */
export function labelOf({ labels = {} }: CardsFile, name: string): string {
  return ownOf(labels, name)?.label ?? name.replaceAll(/[_.]/g, ' ').trim();
}

/** Decimals and words of a feature or an input. */
export function formatOf({ labels = {} }: CardsFile, name: string): Pick<LabelWording, 'decimals' | 'words'> {
  const { decimals, words } = ownOf(labels, name) ?? {};
  return { ...(decimals === undefined ? {} : { decimals }), ...(words === undefined ? {} : { words }) };
}

/** What an output is called on the card. */
export function titleOf({ outputs = {} }: CardsFile, model: ModelManifest, name: string): string {
  return (
    ownOf(outputs, name)?.title ??
    (model.outputs.length === 1 ? model.title : `${model.title}: ${name.replaceAll('_', ' ')}`)
  );
}

/** An output's value with its unit, as plain text: a probability in percent. */
export function outputInWords(
  { outputs = {} }: CardsFile,
  model: ModelManifest,
  name: string,
  value: FeatureValue,
): string {
  const wording = ownOf(outputs, name);
  const output = model.outputs.find((one) => one.name === name);
  if (typeof value === 'number' && output?.kind === 'probability') return percent(value);
  return valueInWords(value, output?.unit ?? '', {
    ...(wording?.decimals === undefined ? {} : { decimals: wording.decimals }),
    ...(wording?.words === undefined ? {} : { words: wording.words }),
  });
}

/** The range of an input in words: `outside 18–90 years`. */
export function rangeInWords({ range, unit }: SignatureInput): string {
  if (range === undefined) return '';
  return `${quantity(range[0], '1')} to ${quantity(range[1], unit)}`;
}

/** A name of the file is a name like any other, `constructor` too. */
export function ownOf<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
