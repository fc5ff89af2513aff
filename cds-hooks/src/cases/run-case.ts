import type { Card, Evaluation, Feature, Prediction } from '@cardwright/cds-service';
import { checkCard } from '@cardwright/cards';
import { maxCards, type RunnableService } from '@cardwright/evaluation';
import { derivePrefetch } from '@cardwright/features';
import { readBundle, type PatientRecord } from '@cardwright/fhir';
import { completePrefetch } from '../cds-services/complete-prefetch.ts';
import { evaluateBundle } from '../evaluate-bundle.ts';
import { parseContext } from '../wire/parse-cds-request.ts';
import type { ExpectedCard, ServiceCase } from './parse-case.ts';

/** What a case gave, and every difference from what it expects (none: it passed). */
export interface CaseResult {
  readonly evaluation: Evaluation;
  readonly differences: readonly string[];
}

/** Runs one case through the same steps as a hook call, without a door. */
export async function runCase(
  runnable: RunnableService,
  { asOf, hook, context, prefetch, expect }: ServiceCase,
): Promise<CaseResult> {
  const parsed = parseContext(hook, context);
  const record = await readRecord(runnable, parsed.patientId, prefetch);
  let count = 0;
  const newUuid = () => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`;
  const leftOut: string[] = [];
  const onLeftOut = (more: number) =>
    leftOut.push(`the service gives ${maxCards + more} cards, at most ${maxCards} are shown`);
  const evaluation = await evaluateBundle(runnable, { record, context: parsed, asOf, newUuid, onLeftOut });
  const differences = [
    ...leftOut,
    ...different(
      'outcome',
      evaluation.outcome,
      expect.outcome,
      evaluation.error?.message ?? evaluation.reasons.join(' '),
    ),
    ...Object.entries(expect.features ?? {}).flatMap(([name, value]) =>
      differentFeature(name, evaluation.features.features[name], value),
    ),
    ...Object.entries(expect.outputs ?? {}).flatMap(([variant, outputs]) =>
      differentOutputs(variant, evaluation.predictions, outputs, expect.tolerance ?? 1e-9),
    ),
    ...differentMissing(evaluation, expect.missing ?? []),
    ...(expect.reasonsInclude ?? []).flatMap((text) => lacks('reasons', evaluation.reasons.join('\n'), text)),
    ...(expect.cards === undefined ? [] : differentCards(evaluation.cards, expect.cards)),
    ...evaluation.cards.flatMap((card) => checkCard(card)),
  ];
  return { evaluation, differences };
}

/**
 * A case supplies the slots of a call, or, under the one key `chart`, a Bundle that is the whole chart
 * (what is not in it does not exist).
 */
async function readRecord(
  { service }: RunnableService,
  patientId: string,
  prefetch: ServiceCase['prefetch'],
): Promise<PatientRecord> {
  if (prefetch['chart'] !== undefined) return readBundle(prefetch['chart'], patientId);
  const templates = derivePrefetch(service.features);
  return completePrefetch({ templates, supplied: prefetch, patientId, signal: AbortSignal.timeout(10_000) });
}

function different(what: string, actual: unknown, expected: unknown, why = ''): readonly string[] {
  if (JSON.stringify(actual) === JSON.stringify(expected)) return [];
  return [`${what} is ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}${why ? ` (${why})` : ''}`];
}

const lacks = (what: string, text: string, part: string): readonly string[] =>
  text.includes(part) ? [] : [`${what} lacks ${JSON.stringify(part)}: ${text}`];

function differentFeature(name: string, feature: Feature | undefined, expected: unknown): readonly string[] {
  const actual =
    feature === undefined ? undefined : feature.status === 'present' ? feature.value : { absent: feature.reason };
  if (
    typeof actual === 'number' &&
    typeof expected === 'number' &&
    Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected))
  )
    return [];
  return different(`feature ${name}`, actual, expected);
}

function differentOutputs(
  variant: string,
  predictions: readonly Prediction[],
  expected: Readonly<Record<string, number | string>>,
  tolerance: number,
): readonly string[] {
  const prediction = predictions.find((candidate) => candidate.variant === variant);
  if (prediction === undefined) return [`no prediction by ${variant}`];
  return Object.entries(expected).flatMap(([name, value]) => {
    const actual = prediction.outputs[name]?.value;
    const close = typeof actual === 'number' && typeof value === 'number' && Math.abs(actual - value) <= tolerance;
    return close ? [] : different(`${variant} ${name}`, actual, value);
  });
}

function differentMissing(
  evaluation: Evaluation,
  expected: NonNullable<ServiceCase['expect']['missing']>,
): readonly string[] {
  return expected.flatMap(({ feature, reason }) => {
    const found = evaluation.missing.find((missing) => missing.feature === feature);
    return different(`missing ${feature}`, found?.reason, reason);
  });
}

function differentCards(cards: readonly Card[], expected: readonly ExpectedCard[]): readonly string[] {
  return [
    ...different('number of cards', cards.length, expected.length),
    ...expected.flatMap((card, index) => differentCard(cards[index], card)),
  ];
}

function differentCard(card: Card | undefined, expected: ExpectedCard): readonly string[] {
  if (card === undefined) return [];
  const detail = card.detail ?? '';
  return [
    ...(expected.summaryIncludes ?? []).flatMap((part) => lacks('summary', card.summary, part)),
    ...(expected.detailIncludes ?? []).flatMap((part) => lacks('detail', detail, part)),
    ...(expected.detailExcludes ?? [])
      .filter((part) => detail.includes(part))
      .map((part) => `detail holds ${JSON.stringify(part)}`),
    ...(expected.indicator === undefined ? [] : different('indicator', card.indicator, expected.indicator)),
    ...(expected.suggestions === undefined
      ? []
      : different('suggestions', card.suggestions?.length ?? 0, expected.suggestions)),
  ];
}
