import type { CdsService, OverridableThreshold } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '@cardwright/features';
import { assess } from './assess.ts';
import { cards } from './cards.ts';
import { chooseVariant } from './choose-variant.ts';
import type { Declared } from './declared.ts';
import { insufficientCards } from './insufficient-cards.ts';
import { mainOutput } from './main-output.ts';
import { plan } from './plan.ts';
import { titleOf } from './wording.ts';

/** The parsed files of a folder as a CDS service: the contract that `service.ts` fulfils, run by the same pipeline. Pure. */
export function declareService(declared: Declared): CdsService<FeatureDeclarations> {
  const overridable = overridableOf(declared);
  return {
    manifest: declared.manifest,
    features: declared.features,
    ...(Object.keys(overridable).length === 0 ? {} : { overridable }),
    concerns: () => true,
    plan: (input, models) => plan(declared, input, models),
    assess: (input, predictions) => assess(declared, input, predictions),
    cards: (input) => cards(declared, input),
    insufficientCards: (input) => insufficientCards(declared, input),
    chooseVariant: (request, models) => chooseVariant(declared, request, models),
  };
}

/** The bands whose start a site may set, by band id. */
function overridableOf({ manifest, models, cards: file }: Declared): Readonly<Record<string, OverridableThreshold>> {
  const [variant = ''] = manifest.models;
  const model = models[variant];
  const main = model === undefined ? undefined : mainOutput(file, model);
  if (model === undefined || main === undefined) return {};
  return Object.fromEntries(
    (file.bands ?? []).flatMap(({ id, from, siteMayAdjust }) =>
      from === undefined || siteMayAdjust === undefined
        ? []
        : [
            [
              id,
              {
                title: `${titleOf(file, model, main.name)}: start of "${id}"`,
                unit: main.unit,
                default: from,
                ...siteMayAdjust,
              },
            ],
          ],
    ),
  );
}
