import type { MedicationRequest, Resource } from '@medplum/fhirtypes';
import { addNoise } from './add-noise.ts';
import { Chart } from './chart.ts';
import { seededRandom } from './seeded-random.ts';
import { storyPlans } from './stories/story-plans.ts';

/** One synthetic patient and why they are there. */
export interface DemoStory {
  /** Also the id of the Patient. */
  readonly id: string;
  readonly title: string;
  readonly story: string;
  /** The whole chart; references outside it point to `demoDirectory`. */
  readonly resources: readonly Resource[];
  /** Orders being written, for order hooks; not part of the chart. */
  readonly draftOrders: readonly MedicationRequest[];
}

/** Seed of the noise, when nobody asks for another. */
export const defaultSeed = 20_260_101;

/**
 * All stories as they stand at `asOf` (an ISO instant). The same seed and instant give the same resources, and a story
 * does not change when another is added.
 */
export function demoStories(asOf: string, seed: number = defaultSeed): readonly DemoStory[] {
  return storyPlans.map(({ id, title, story, write }) => {
    const chart = new Chart(id, asOf, seededRandom(seed, id));
    write(chart);
    addNoise(chart);
    return { id, title, story, resources: chart.resources, draftOrders: chart.draftOrders };
  });
}
