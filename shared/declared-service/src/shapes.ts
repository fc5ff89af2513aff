import type { GoldenVector, ModelManifest, ServiceManifest } from '@cardwright/cds-service';
import serviceSchema from '@cardwright/cds-service/service.schema.json' with { type: 'json' };
import cardsSchema from '../cards.schema.json' with { type: 'json' };
import goldenSchema from '../golden.schema.json' with { type: 'json' };
import modelSchema from '../model.schema.json' with { type: 'json' };
import type { CardsFile } from './cards-file.ts';
import { shapeOf } from './check-shape.ts';

/** A golden vector as a file writes it. */
export type WrittenGolden = Omit<GoldenVector, 'tolerance'> & Partial<Pick<GoldenVector, 'tolerance'>>;

/** What each file of a folder must look like, compiled once. */
export const shapes = {
  service: shapeOf<ServiceManifest>(serviceSchema),
  model: shapeOf<ModelManifest>(modelSchema),
  golden: shapeOf<readonly WrittenGolden[]>(goldenSchema),
  cards: shapeOf<CardsFile>(cardsSchema),
};
