import {
  aboutOrders,
  bullets,
  card,
  contributionsInWords,
  escapeMarkdown,
  inputsTable,
  markdown,
  paragraphs,
  percent,
  quantity,
  raw,
  table,
  type ContributionWording,
  type Raw,
} from '@cardwright/cards';
import type { Card, CardInput, MetThreshold, ModelManifest, OverrideReason, Prediction } from '@cardwright/cds-service';
import {
  differenceInWords,
  doseInWords,
  dosesOf,
  shownDifferenceMg,
  shownWeeklyMg,
  weeklyInWords,
} from './dose-in-words.ts';
import { draftedDose, type DraftedDose } from './drafted-dose.ts';
import { findWarfarinDrafts } from './find-warfarin-drafts.ts';
import { nameWarfarinDrafts } from './name-warfarin-drafts.ts';
import { inputRows, labelOf } from './labels.ts';
import { untestedAllelesId } from './met-thresholds.ts';
import { predictionsByRole } from './predictions-by-role.ts';
import { source } from './source.ts';
import { roundingStepMg, suggestDose } from './suggest-dose.ts';

type Doses = NonNullable<ReturnType<typeof dosesOf>>;

/** Display-only reasons of our own; no code system of HL7 has them. */
const overrideSystem = 'urn:cardwright:override-reason';
const overrideReasons: readonly OverrideReason[] = [
  { system: overrideSystem, code: 'warfarin-target-inr-differs', display: 'Target INR is not 2 to 3' },
  {
    system: overrideSystem,
    code: 'warfarin-not-initiation',
    display: 'Warfarin is not being started: dose guided by INR',
  },
  { system: overrideSystem, code: 'warfarin-local-protocol', display: 'Local dosing protocol is followed' },
  { system: overrideSystem, code: 'warfarin-clinical-judgement', display: 'Clinical judgement' },
];

/** One info card: the estimate beside the drafted dose, or that the formula gives no dose. */
export function cards(input: CardInput): readonly Card[] {
  const byRole = predictionsByRole(input.predictions);
  const main = byRole.estimate ?? byRole['no-dose'];
  const model = main && input.models[main.variant];
  if (!main || !model) return [];
  const dose = dosesOf(byRole.estimate);
  const drafted = draftedDose(input);
  const about = aboutOrders(nameWarfarinDrafts(input.context));
  return [
    card({
      summary: dose
        ? summaryOf(dose, drafted)
        : 'Warfarin start: the IWPC formula gives no dose for these inputs (negative root)',
      detail: paragraphs(
        about.line,
        dose && comparison(dose, drafted),
        bullets(input.assessment.notes.map(whole)),
        thresholds(input.assessment.thresholds),
        whatMoved(main, model),
        '**Inputs**',
        inputsTable(input.vector, inputRows, input.site),
        footer(model, input.version),
      ),
      indicator: 'info',
      source,
      suggestions: dose ? suggestions(input, dose) : [],
      overrideReasons,
      extension: about.extension,
    }),
  ];
}

function summaryOf(dose: Doses, drafted: DraftedDose): string {
  const said = drafted.known ? `drafted ${doseInWords(drafted)}` : 'drafted dose not comparable';
  return `Warfarin start: IWPC estimate ${doseInWords(dose)}; ${said}`;
}

function comparison(dose: Doses, drafted: DraftedDose): string {
  const row = (label: string, { weeklyMg, dailyMg }: Doses) => [
    label,
    weeklyInWords(weeklyMg),
    quantity(dailyMg, 'mg/d', { decimals: 1 }),
  ];
  const estimate = row('IWPC estimate', dose);
  const headers = ['', 'A week', 'A day'];
  if (!drafted.known) return paragraphs(table(headers, [estimate]), markdown`No comparison: ${drafted.why}.`);
  return paragraphs(
    table(headers, [
      estimate,
      row(drafted.orders === 1 ? 'Drafted' : `Drafted, ${drafted.orders} orders together`, drafted),
    ]),
    difference(dose, drafted),
  );
}

function difference(dose: Doses, drafted: Doses): string {
  const differenceMg = shownDifferenceMg(drafted.weeklyMg, dose.weeklyMg);
  if (differenceMg === 0) return 'The drafted dose equals the estimate as shown.';
  const estimateMg = shownWeeklyMg(dose.weeklyMg);
  const shown = differenceInWords(differenceMg);
  const side = differenceMg > 0 ? 'above' : 'below';
  return Math.abs(differenceMg) > estimateMg
    ? `The drafted dose is ${shown} ${side} the estimate (${quantity(drafted.weeklyMg / dose.weeklyMg, '1', { decimals: 1 })} times it).`
    : `The drafted dose is ${shown} (${percent(Math.abs(differenceMg) / estimateMg)}) ${side} the estimate.`;
}

function thresholds(met: readonly MetThreshold[]): string {
  if (met.length === 0) return '';
  const lines = met.map(({ when, recommendation, source: from }) =>
    whole(`${when}.${recommendation ? ` ${recommendation}` : ''} Source: ${from}.`),
  );
  return paragraphs('**What the sources say**', bullets(lines));
}

function whatMoved(main: Prediction, model: ModelManifest): string {
  const explanation = main.explanations.find((candidate) => candidate.output === 'weekly_dose_mg');
  if (!explanation) return '';
  const wording: Record<string, ContributionWording> = Object.fromEntries(
    model.inputs.map(({ name, unit }) => [
      name,
      { ...inputRows.find((row) => row.feature === name), label: labelOf(name), unit },
    ]),
  );
  return paragraphs(
    markdown`**What moved the estimate**, against ${model.referencePatient?.description ?? 'the reference patient'}:`,
    contributionsInWords(explanation, { inputs: wording, maxLines: 8 }),
  );
}

function footer(model: ModelManifest, version: string): string {
  return markdown`Model ${raw(`\`${model.id}\``)} (${model.title}), content version ${version}. ${whole(model.citation)}. Doses are rounded for display; a suggested dose is rounded to the nearest ${roundingStepMg} mg a day, which is our choice and not the paper’s.`;
}

/** A sentence of ours in full: it holds no text from the chart, so the limit on such text does not apply. */
const whole = (sentence: string): Raw => raw(escapeMarkdown(sentence, sentence.length));

function suggestions(input: CardInput, dose: Doses) {
  // CPIC makes the choice of formula depend on what was tested, which no chart says: nothing to accept with one click.
  if (input.assessment.thresholds.some(({ id }) => id === untestedAllelesId)) return [];
  const [draft, ...others] = findWarfarinDrafts(input.context);
  const suggestion = draft && others.length === 0 ? suggestDose(draft, dose.dailyMg) : undefined;
  return suggestion ? [suggestion] : [];
}
