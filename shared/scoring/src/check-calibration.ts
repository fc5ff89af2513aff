import { CardwrightError } from '@cardwright/cds-service';
import type { Calibration, SignatureOutput } from '@cardwright/cds-service';

/** Every number is at least the one before it. */
const rises = (values: readonly number[], strictly: boolean): boolean =>
  values.slice(1).every((value, i) => (strictly ? value > (values[i] ?? NaN) : value >= (values[i] ?? NaN)));

const fraction = (value: number): boolean => value >= 0 && value <= 1;

const defectOf = (calibration: Calibration, { kind, link }: SignatureOutput): string | undefined => {
  if (kind !== 'probability') return 'is calibrated and is no probability';
  if (calibration.kind === 'logistic') {
    if (link !== undefined && link.scale !== 'logit') return 'has a logistic calibration and a link that is no logit';
    const { intercept, slope } = calibration;
    return Number.isFinite(intercept) && slope > 0 && slope < Infinity
      ? undefined
      : 'needs an intercept and a slope above 0';
  }
  const { x, y } = calibration;
  if (x.length < 2 || x.length !== y.length) return 'needs as many y as x, at least two';
  if (!rises(x, true) || !rises(y, false)) return 'has a table that does not rise';
  return x.every(fraction) && y.every(fraction) ? undefined : 'has a table outside 0 to 1';
};

/**
 * Checks that an output's calibration can be applied: to a probability, a rising table within 0 to 1, a slope above 0.
 * Error `model-invalid` that names the output.
 */
export const checkCalibration = (model: string, output: SignatureOutput): void => {
  const defect = output.calibration && defectOf(output.calibration, output);
  if (defect !== undefined)
    throw new CardwrightError('model-invalid', `${model}: output "${output.name}" ${defect}`, { model });
};
