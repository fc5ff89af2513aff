import type { Calibration } from '@cardwright/cds-service';

type Isotonic = Extract<Calibration, { readonly kind: 'isotonic' }>;

/** Index of the last point not above `probability`; −1 before the first. */
const lastPointUpTo = (x: readonly number[], probability: number): number => {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? NaN) <= probability) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

const fromTable = ({ x, y, interpolation }: Isotonic, probability: number): number => {
  const at = lastPointUpTo(x, probability);
  const [from, to] = [y[Math.max(at, 0)] ?? NaN, y[at + 1]];
  if (at < 0 || to === undefined || interpolation === 'step') return from;
  const [left, right] = [x[at] ?? NaN, x[at + 1] ?? NaN];
  return from + ((to - from) * (probability - left)) / (right - left);
};

/**
 * A probability after calibration. What is no probability comes back as it is, so that no table hides a defect of the
 * model. `link` is the logit where the graph gives one: it is more exact than the logit of a probability near 1.
 */
export const calibrateProbability = (calibration: Calibration, probability: number, link?: number): number => {
  if (!(probability >= 0 && probability <= 1)) return probability;
  if (calibration.kind === 'isotonic') return fromTable(calibration, probability);
  const logit = link ?? Math.log(probability) - Math.log1p(-probability);
  return 1 / (1 + Math.exp(-(calibration.intercept + calibration.slope * logit)));
};
