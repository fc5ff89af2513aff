import type { Contribution, ContributionMember, Explanation, FeatureValue } from '@cardwright/cds-service';
import { bullets } from './bullets.ts';
import { imputationInWords } from './imputation-in-words.ts';
import { markdown, paragraphs, raw } from './markdown.ts';
import { quantity } from './quantity.ts';
import { valueInWords } from './value-in-words.ts';
import type { ValueWording } from './value-in-words.ts';

/** Label, unit and wording of one model input. */
export interface ContributionWording extends ValueWording {
  /** UCUM unit of the model's signature. */
  readonly unit: string;
}

export interface ContributionOptions {
  /** By input name. An input without an entry is named by its own name, without a unit. */
  readonly inputs: Readonly<Record<string, ContributionWording>>;
  /** Named lines at most; the rest is one line. Default 5. */
  readonly maxLines?: number;
  /** Shares of the total movement below this fraction join the last line. Default 0.05. */
  readonly smallShare?: number;
  /** UCUM unit of an output whose scale is `identity`; then the movement is printed (`by 3 points`). */
  readonly outputUnit?: string;
}

/**
 * What set this estimate apart from the reference patient's, largest movement first, as bullets and one line that says
 * what the shares are. It speaks of the estimate, never of causes: Shapley values describe the model. Small movements
 * are merged; shares are parts of the sum of absolute contributions on the model's link scale, in whole percent. What the
 * model assumed is said to be assumed, and a sampled explanation to be an estimate.
 */
export function contributionsInWords(explanation: Explanation, options: ContributionOptions): string {
  const total = explanation.contributions.reduce((sum, item) => sum + Math.abs(item.contribution), 0);
  if (!(total > 0)) return 'Every input equals that of the reference patient, or does not move the estimate.';
  const { named, merged } = split(explanation.contributions, total, options);
  const lines = named.map((item, index) => raw(namedLine(item, total, index === 0, explanation, options)));
  const rest = merged.length ? [raw(mergedLine(merged, total, options))] : [];
  const footnote = `Shares are parts of the total movement away from the reference patient on the model's ${scaleNames[explanation.scale]}; they describe the model, not causes.`;
  return paragraphs(bullets([...lines, ...rest]), footnote + estimateNote(explanation, total) + tableNote(explanation));
}

/** A sampled explanation is called an estimate, with twice its largest standard error in the unit of the shares. */
function estimateNote({ method, standardError = 0 }: Explanation, total: number): string {
  if (method !== 'sampled-permutations') return '';
  const points = Math.ceil((200 * standardError) / total);
  return ` They are an estimate from sampled orders of the inputs: a share may be off by about ${points} percentage ${points === 1 ? 'point' : 'points'}.`;
}

const tableNote = ({ beforeCalibration }: Explanation): string =>
  beforeCalibration ? ' They explain the model before its calibration table.' : '';

const scaleNames = {
  logit: 'log-odds scale',
  log: 'log scale',
  sqrt: 'square-root scale',
  identity: 'own scale',
} as const;

function split(
  items: readonly Contribution[],
  total: number,
  { maxLines = 5, smallShare = 0.05 }: ContributionOptions,
) {
  const moving = items
    .filter((item) => item.contribution !== 0)
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const large = moving.filter((item, index) => index < maxLines && Math.abs(item.contribution) / total >= smallShare);
  // One left-over reads better under its own name than as "1 other input"; with no large one, all are named.
  const few = moving.length - large.length <= 1 || large.length === 0;
  const count = few ? moving.length : large.length;
  return { named: moving.slice(0, count), merged: moving.slice(count) };
}

function namedLine(
  item: Contribution,
  total: number,
  isLargest: boolean,
  explanation: Explanation,
  options: ContributionOptions,
): string {
  const wording = options.inputs[item.input];
  const value = item.imputed
    ? imputationInWords(item.imputed, wording?.unit ?? '', wording)
    : sideInWords(item, 'value', options);
  const reference = sideInWords(item, 'reference', options);
  const label = wording?.label ?? item.input;
  const amount = amountInWords(item.contribution, explanation, options);
  const share = shareInWords(Math.abs(item.contribution), total, isLargest);
  return markdown`**${label}: ${value}** (reference ${reference}): ${direction(item.contribution)}${amount}, ${share}`;
}

type Side = 'value' | 'reference';

/** The patient's or the reference patient's value; of a player without an input of its name, all its inputs. */
function sideInWords(item: Contribution, side: Side, { inputs }: ContributionOptions): string {
  const wording = inputs[item.input];
  const { members = [] } = item;
  if (members.length === 0 || members.some(({ input }) => input === item.input)) {
    return valueInWords(item[side], wording?.unit ?? '', wording);
  }
  const nameOf = ({ input }: ContributionMember) => wording?.words?.[input] ?? inputs[input]?.label ?? input;
  if (members.every((member) => isFlag(member.value) && isFlag(member.reference))) {
    const on = members.filter((member) => Number(member[side]) === 1);
    if (on.length > 0) return on.map(nameOf).join(', ');
    return members.every((member) => member[side] === null) ? 'not recorded' : 'none of those listed';
  }
  const wordsOf = (member: ContributionMember) =>
    valueInWords(member[side], inputs[member.input]?.unit ?? '', inputs[member.input]);
  return members.map((member) => `${nameOf(member)} ${wordsOf(member)}`).join(', ');
}

const isFlag = (value: FeatureValue | null): boolean =>
  value === null || typeof value === 'boolean' || value === 0 || value === 1;

function mergedLine(items: readonly Contribution[], total: number, { inputs }: ContributionOptions): string {
  const net = items.reduce((sum, item) => sum + item.contribution, 0);
  const moved = items.reduce((sum, item) => sum + Math.abs(item.contribution), 0);
  const labels = items.map((item) => markdown`${inputs[item.input]?.label ?? item.input}`).join(', ');
  return markdown`${items.length} smaller movements (${raw(labels)}): together ${direction(net, true)}, ${shareInWords(moved, total, false)}`;
}

function direction(contribution: number, plural = false): string {
  if (contribution === 0) return plural ? 'cancel out' : 'does not move the estimate';
  const verb = contribution > 0 ? 'raise' : 'lower';
  return `${verb}${plural ? '' : 's'} the estimate`;
}

function amountInWords(contribution: number, { scale }: Explanation, { outputUnit }: ContributionOptions): string {
  if (scale !== 'identity' || outputUnit === undefined) return '';
  return ` by ${quantity(Math.abs(contribution), outputUnit)}`;
}

function shareInWords(moved: number, total: number, isLargest: boolean): string {
  const share = Math.round((100 * moved) / total);
  return `${share < 1 ? '<1' : share}% of the movement${isLargest ? ' (largest part)' : ''}`;
}
