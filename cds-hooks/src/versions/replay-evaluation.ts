import type { Evaluation } from '@cardwright/cds-service';
import { buildCards, readContext, reevaluate, type RunnableService } from '@cardwright/evaluation';
import { engine } from '../engine.ts';
import { modelCardUrl } from '../model-cards/model-card-url.ts';
import { adaptToProfile, clientProfiles } from '../wire/adapt-to-profile.ts';
import { compareJson, type Difference } from './compare-json.ts';

/** What a replay says: pure JSON. */
export interface Replay {
  readonly sameEngine: boolean;
  readonly outcome: 'same' | 'different';
  readonly differences: readonly Difference[];
}

/** Where engines differ, sums may be added in another order. */
const otherEngineTolerance = 1e-12;

/**
 * Makes a recorded evaluation again from its feature vector (plan, predict, explain, assess, cards) by the version that made it,
 * and compares: bit by bit where the engine is the same, else numbers within 1e-12 of their size. Ids of cards are new every
 * time and are not compared.
 */
export async function replayEvaluation(runnable: RunnableService, recorded: Evaluation): Promise<Replay> {
  const sameEngine = compareJson(recorded.engine, engine, 0).length === 0;
  const made = await reevaluate(runnable, recorded, engine);
  const replayed = { ...made, cards: cardsOf(runnable, recorded, made) };
  const tolerance = sameEngine ? 0 : otherEngineTolerance;
  const differences = compareJson(comparable(recorded), comparable(replayed), tolerance);
  return { sameEngine, outcome: differences.length === 0 ? 'same' : 'different', differences };
}

/** Door 2 makes no cards, and a call that ended as a failure showed none. */
function cardsOf(runnable: RunnableService, recorded: Evaluation, made: Evaluation): Evaluation['cards'] {
  if (recorded.trigger === 'notification') return [];
  const { service, clientProfile } = recorded;
  const publicBaseUrl = baseUrlOf(recorded);
  const newUuid = () => '';
  const built = buildCards(runnable, made, {
    context: readContext(recorded),
    newUuid,
    ...(publicBaseUrl === undefined ? {} : { publicBaseUrl, modelCardUrl: modelCardUrl(publicBaseUrl, service) }),
  });
  const profile = clientProfiles.find((known) => known === clientProfile) ?? 'standard';
  return adaptToProfile(built, profile, { service, newUuid }).cards;
}

/** Where we were reached then is in the links of the cards, and may be another place now. */
function baseUrlOf({ cards, service }: Evaluation): string | undefined {
  const path = modelCardUrl('', service);
  const url = cards.map(({ source }) => source.url).find((one) => one?.endsWith(path) === true);
  return url?.slice(0, -path.length);
}

/** What a replay can tell about, as JSON. Notes and what was refused are about the call, not about the decision. */
function comparable({ outcome, reasons, missing, predictions, assessment, cards, error }: Evaluation): unknown {
  const text = JSON.stringify({ outcome, reasons, missing, predictions, assessment, cards, error }, withoutIds);
  return JSON.parse(text);
}

const withoutIds = (name: string, value: unknown): unknown => (name === 'uuid' ? undefined : value);
