import type { Chart } from './chart.ts';

/** A story before it is told: who it is about and what their chart holds, relative to the story's "now". */
export interface StoryPlan {
  /** Also the id of the Patient. */
  readonly id: string;
  readonly title: string;
  /** One sentence: what the chart says and what should come of it. */
  readonly story: string;
  readonly write: (chart: Chart) => void;
}
