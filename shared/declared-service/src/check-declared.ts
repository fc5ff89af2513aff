import { checkCardsFile } from './check-cards-file.ts';
import { checkEligibility } from './check-eligibility.ts';
import { checkInputs } from './check-inputs.ts';
import type { Declared } from './declared.ts';
import type { Problem } from './problem.ts';

/** Where the files of a folder contradict each other, in words; empty when they agree. */
export function checkDeclared(declared: Declared): readonly Problem[] {
  return [
    ...checkModels(declared),
    ...checkInputs(declared),
    ...checkEligibility(declared),
    ...checkCardsFile(declared),
  ];
}

function checkModels({ manifest, models }: Declared): readonly Problem[] {
  const references = [manifest.reference].flat();
  return manifest.models.flatMap((variant) => {
    const file = `models/${variant}.model.json`;
    const model = models[variant];
    const say = (message: string): Problem => ({ file, code: 'bad-service', message });
    if (model === undefined) return [say(`service.json names the variant "${variant}", and there is no such file.`)];
    return [
      ...(model.variant === variant ? [] : [say(`variant is "${model.variant}": write "${variant}".`)]),
      ...(references.includes(model.reference)
        ? []
        : [say(`reference "${model.reference}" is not one of service.json: ${references.join(', ')}.`)]),
      ...(model.id === `${model.reference}@${variant}`
        ? []
        : [say(`id is "${model.id}": write "${model.reference}@${variant}".`)]),
    ];
  });
}
