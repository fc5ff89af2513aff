import type { ModelInputs } from '@cardwright/cds-service';
import type { Variant } from './signature.ts';

/**
 * KDIGO table 2 written a second time, in tenths of a thousandth of the units so that limits are compared as whole numbers;
 * the reference gives no vector at a limit. Shares nothing with the graphs.
 */
export function ownStage(variant: Variant, inputs: ModelInputs): Readonly<Record<string, number>> {
  const at = (name: string) => {
    const value = inputs[name];
    return typeof value === 'number' ? Math.round(value * 10_000) : undefined;
  };
  const [creatinine, low48] = [at('creatinine'), at('lowest_creatinine_48h')];
  const times = (name: string) => {
    const baseline = at(name);
    if (creatinine === undefined || baseline === undefined) return 0;
    if (creatinine >= 3 * baseline) return 3;
    if (creatinine >= 2 * baseline) return 2;
    return 2 * creatinine >= 3 * baseline ? 1 : 0;
  };
  const ratios = { ratio_7d: times('lowest_creatinine_7d'), ratio_365d: times('median_creatinine_365d') };
  const rise = creatinine !== undefined && low48 !== undefined && creatinine - low48 >= 3000;
  const isAcute = rise || ratios.ratio_7d > 0 || ratios.ratio_365d > 0;
  const parts: Readonly<Record<string, number>> = {
    ...(variant === 'kdigo-aki' ? { ratio_7d: ratios.ratio_7d } : ratios),
    rise_48h: rise ? 1 : 0,
    high: creatinine !== undefined && creatinine >= 40_000 && isAcute ? 3 : 0,
    urine: urine(at('urine_ml_kg_h_6h'), at('urine_ml_kg_h_12h'), at('urine_ml_kg_h_24h')),
    rrt: inputs['rrt'] === true ? 3 : 0,
  };
  return {
    stage: Math.max(...Object.values(parts)),
    ...Object.fromEntries(Object.entries(parts).map(([name, value]) => [`components.${name}`, value])),
  };
}

function urine(h6 = Infinity, h12 = Infinity, h24 = Infinity): number {
  if (h24 < 3000 || h12 === 0) return 3;
  if (h12 < 5000) return 2;
  return h6 < 5000 ? 1 : 0;
}
