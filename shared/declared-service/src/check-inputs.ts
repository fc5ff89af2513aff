import type { ModelManifest, SignatureInput } from '@cardwright/cds-service';
import { featureType, type FeatureDeclarations, type FeatureType } from '@cardwright/features';
import type { Declared } from './declared.ts';
import type { Problem } from './problem.ts';

/**
 * Holds each input of a model that speaks on cards against the feature of its name: the same kind, the same unit to the
 * letter (nothing is converted between a feature and a model), categories that the feature can have.
 */
export function checkInputs({ manifest, features, models }: Declared): readonly Problem[] {
  return manifest.models.flatMap((variant) => {
    const model: ModelManifest | undefined = models[variant];
    if (model?.use !== 'card') return [];
    return model.inputs.flatMap((input) =>
      checkInput(features, input).map((message): Problem => ({
        file: `models/${variant}.model.json`,
        code: 'bad-service',
        message,
      })),
    );
  });
}

function checkInput(features: FeatureDeclarations, input: SignatureInput): readonly string[] {
  const { name, kind, unit } = input;
  if (!Object.hasOwn(features, name))
    return [`input "${name}" has no feature of that name in features.json; features are ${listed(features)}.`];
  const type = featureType(features, name);
  if (type.kind !== kind)
    return [
      `input "${name}" is a ${kind}, and the feature of that name gives a ${type.kind}: declare one like the other.`,
    ];
  if (kind === 'number' && type.unit !== unit)
    return [
      `input "${name}" expects ${unit}, and the feature of that name gives ${type.unit}: give the feature a unit rule whose canonical unit is ${unit}, or train on ${type.unit}. Nothing is converted in between.`,
    ];
  return categoryProblems(input, type);
}

function categoryProblems({ name, categories = [] }: SignatureInput, type: FeatureType): readonly string[] {
  const known = type.kind === 'category' ? type.categories : undefined;
  if (known === undefined) return [];
  const never = categories.filter((category) => !known.includes(category));
  if (never.length === 0) return [];
  return [`input "${name}" knows ${never.join(', ')}, which the feature never is: it can be ${known.join(', ')}.`];
}

const maxListed = 40;
function listed(features: FeatureDeclarations): string {
  const names = Object.keys(features);
  return names.length > maxListed ? `${names.slice(0, maxListed).join(', ')} …` : names.join(', ');
}
