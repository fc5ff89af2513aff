import type { ModelInputs } from '@cardwright/cds-service';
import type { Reference } from './coefficients.ts';

type Answers = Readonly<Record<string, number | string>>;

/** The four printed scores in plain TypeScript, apart from the graphs and their tables: a second opinion. All inputs known. */
export function scoreFormula(reference: Reference, inputs: ModelInputs): Answers {
  const yes = (...names: readonly string[]) => names.filter((name) => inputs[name] === true).length;
  const rate = Number(inputs['heart_rate']);
  const age = Number(inputs['age']);
  switch (reference) {
    case 'wells-pe': {
      const score =
        3 * yes('dvt_signs', 'pe_most_likely') +
        1.5 * (yes('immobilization_or_surgery', 'previous_vte') + (rate > 100 ? 1 : 0)) +
        yes('hemoptysis', 'malignancy');
      return { score, pe_likely: String(score > 4) };
    }
    case 'geneva-revised': {
      const score =
        (age > 65 ? 1 : 0) +
        (rate >= 95 ? 5 : rate >= 75 ? 3 : 0) +
        3 * yes('previous_vte', 'unilateral_limb_pain') +
        2 * yes('surgery_or_fracture_1mo', 'active_malignancy', 'hemoptysis') +
        4 * yes('pain_on_palpation_and_edema');
      return { score, risk: score >= 11 ? 'high' : score >= 4 ? 'intermediate' : 'low' };
    }
    case 'perc': {
      const measured = [age >= 50, rate >= 100, Number(inputs['spo2']) < 95].filter(Boolean).length;
      const count =
        measured + yes('unilateral_leg_swelling', 'hemoptysis', 'recent_surgery_or_trauma', 'prior_vte', 'hormone_use');
      return { count, negative: String(count === 0) };
    }
    case 'wells-dvt': {
      const found = Object.entries(inputs).filter(
        ([name, value]) => name !== 'alternative_diagnosis' && value === true,
      );
      const score = found.length - 2 * yes('alternative_diagnosis');
      return { score, likely: String(score >= 2) };
    }
  }
}
