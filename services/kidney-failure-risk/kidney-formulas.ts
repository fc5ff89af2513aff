import type { ModelInputs } from '@cardwright/cds-service';
import {
  albuminuriaCategories,
  albuminuriaLimits,
  ckdEpi,
  cockcroftGault,
  gfrCategories,
  gfrLimits,
  kfreEquations,
  type KfreEquation,
} from './coefficients.ts';
import { isKfre, type Variant } from './signature.ts';

/** The published formulas in plain TypeScript, apart from the graphs: golden vectors of our own, and a second opinion on them. */
export function kidneyFormula(variant: Variant, inputs: ModelInputs): Readonly<Record<string, number | string>> {
  if (isKfre(variant)) return kfre(kfreEquations[variant], inputs);
  const of = (name: string) => Number(inputs[name]);
  const isFemale = inputs['sex'] === 'female';
  switch (variant) {
    case 'cockcroft-gault': {
      const { from, per, female } = cockcroftGault;
      return { crcl_cg: (((from - of('age')) * of('weight')) / (per * of('creatinine'))) * (isFemale ? female : 1) };
    }
    case 'kdigo-gfr-category':
      return { gfr_category: gfrCategories[gfrLimits.filter((limit) => of('egfr') >= limit).length] ?? '' };
    case 'kdigo-albuminuria-category': {
      const above = Number(of('uacr') >= albuminuriaLimits.a2From) + Number(of('uacr') > albuminuriaLimits.a3Above);
      return { albuminuria_category: albuminuriaCategories[above] ?? '' };
    }
    case 'ckd-epi-2012-cys': {
      const { factor, cysLow, cysHigh, age, female } = ckdEpi[variant];
      const cystatin = spline(of('cystatin_c') / ckdEpi.cystatinKnot, cysLow, cysHigh);
      return { egfr_cys_2012: factor * cystatin * age ** of('age') * (isFemale ? female : 1) };
    }
    case 'ckd-epi-2021-cr':
    case 'ckd-epi-2021-cr-cys': {
      const { factor, low, high, age, female } = ckdEpi[variant];
      const at = isFemale ? 0 : 1;
      const base =
        factor *
        spline(of('creatinine') / ckdEpi.kappa[at], low[at], high) *
        age ** of('age') *
        (isFemale ? female : 1);
      if (variant === 'ckd-epi-2021-cr') return { egfr_cr_2021: base };
      const { cysLow, cysHigh } = ckdEpi[variant];
      return { egfr_cr_cys_2021: base * spline(of('cystatin_c') / ckdEpi.cystatinKnot, cysLow, cysHigh) };
    }
  }
}

function kfre({ terms, lnUacr, survival }: KfreEquation, inputs: ModelInputs): Readonly<Record<string, number>> {
  const of = (name: string) => (name === 'sex' ? Number(inputs['sex'] === 'male') : Number(inputs[name]));
  const sum = Object.entries(terms).reduce(
    (total, [name, { coefficient, centre, per = 1 }]) => total + coefficient * (of(name) / per - centre),
    lnUacr.coefficient * (Math.log(of('uacr')) - lnUacr.centre),
  );
  const at = inputs['region'] === 'na' ? 0 : 1;
  return {
    risk_2yr: 1 - survival.risk_2yr[at] ** Math.exp(sum),
    risk_5yr: 1 - survival.risk_5yr[at] ** Math.exp(sum),
  };
}

const spline = (x: number, low: number, high: number): number => Math.min(x, 1) ** low * Math.max(x, 1) ** high;
