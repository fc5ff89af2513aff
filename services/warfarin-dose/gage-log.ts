import type { ModelInputs } from '@cardwright/cds-service';
import { dubois, type GageCoefficients } from './coefficients.ts';
import { requireInput } from './require-input.ts';

/**
 * The Gage sum, the natural logarithm of the daily dose in mg, computed without the graph, for golden vectors at build
 * time. Alleles are counted. Throws `bad-input` when an input is absent.
 */
export function gageLog(c: GageCoefficients, inputs: ModelInputs): number {
  const weight = requireInput(inputs, 'weight', 'number');
  const height = requireInput(inputs, 'height', 'number');
  const when = (name: string, coefficient: number) => (requireInput(inputs, name, 'boolean') ? coefficient : 0);
  const perAllele = (name: string, allele: string, coefficient = 0) =>
    coefficient === 0 ? 0 : coefficient * count(requireInput(inputs, name, 'string'), allele);
  return (
    c.intercept +
    perAllele('vkorc1', 'A', c.vkorc1PerA) +
    perAllele('cyp2c9', '*2', c.cyp2c9PerStar2) +
    perAllele('cyp2c9', '*3', c.cyp2c9PerStar3) +
    c.bsa * dubois.factor * weight ** dubois.weight * height ** dubois.height +
    c.age * requireInput(inputs, 'age', 'number') +
    c.targetInr * requireInput(inputs, 'target_inr', 'number') +
    when('amiodarone', c.amiodarone) +
    when('smoker', c.smoker) +
    when('african_american', c.africanAmerican) +
    when('dvt_pe', c.dvtPe)
  );
}

const count = (call: string, allele: string): number => call.split(allele).length - 1;
