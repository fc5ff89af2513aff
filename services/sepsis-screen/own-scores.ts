import type { ModelInputs } from '@cardwright/cds-service';
import { scoreOf, type Variant } from './signature.ts';

/**
 * The criteria written a second time, with the numbers of the printed tables and apart from `criteria.ts` and the graphs:
 * a slip in either shows as a golden vector that does not hold. An absent input counts nothing.
 */
export function ownScores(variant: Variant, inputs: ModelInputs): Readonly<Record<string, number | string>> {
  const score = scoreOf(variant);
  const at: Read = (name) => {
    const value = inputs[name];
    return typeof value === 'number' ? value : NaN;
  };
  const is: Ask = (name) => inputs[name] === true;
  const parts = score === 'qsofa' ? qsofa(at, is) : score === 'sirs' ? sirs(at) : sofa(at, is);
  const sum = Object.values(parts).reduce((total, points) => total + points, 0);
  return {
    score: sum,
    ...(score !== 'sofa' && { positive: sum >= 2 ? 'true' : 'false' }),
    ...Object.fromEntries(Object.entries(parts).map(([name, points]) => [`components.${name}`, points])),
  };
}

type Read = (name: string) => number;
type Ask = (name: string) => boolean;
type Points = Readonly<Record<string, number>>;

const qsofa = (at: Read, is: Ask): Points => ({
  respiration: Number(at('resp_rate') >= 22),
  pressure: Number(at('sbp') <= 100),
  mentation: Number(at('gcs') <= 14 || is('altered_mentation')),
});

const sirs = (at: Read): Points => ({
  temperature: Number(at('temperature') > 38 || at('temperature') < 36),
  heart_rate: Number(at('heart_rate') > 90),
  respiration: Number(at('resp_rate') > 20 || at('paco2') < 32),
  leukocytes: Number(at('wbc') > 12 || at('wbc') < 4 || at('bands') > 10),
});

function sofa(at: Read, is: Ask): Points {
  const ratio = (at('pao2') * 100) / at('fio2');
  const shallow = ratio < 300 ? 2 : ratio < 400 ? 1 : 0;
  const deep = ratio < 100 ? 4 : ratio < 200 ? 3 : shallow;
  return {
    respiration: is('ventilated') ? deep : shallow,
    coagulation: [20, 50, 100, 150].filter((limit) => at('platelets') < limit).length,
    liver: [1.2, 2, 6, 12].filter((limit) => at('bilirubin') >= limit).length,
    cardiovascular: pressure(at, is),
    cns: [6, 10, 13, 15].filter((limit) => at('gcs') < limit).length,
    renal: Math.max(
      [1.2, 2, 3.5, 5].filter((limit) => at('creatinine') >= limit).length,
      at('urine_24h') < 200 ? 4 : at('urine_24h') < 500 ? 3 : 0,
    ),
  };
}

function pressure(at: Read, is: Ask): number {
  const dopamine = at('dopamine');
  if (dopamine > 15 || at('epinephrine') > 0.1 || at('norepinephrine') > 0.1) return 4;
  if (dopamine > 5 || at('epinephrine') > 0 || at('norepinephrine') > 0 || is('norepinephrine_given')) return 3;
  if (dopamine > 0 || at('dobutamine') > 0 || is('dopamine_given') || is('dobutamine_given')) return 2;
  return at('map') < 70 ? 1 : 0;
}
