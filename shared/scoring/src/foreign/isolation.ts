/** What a model in a process of its own may cost, and how often it is started again. */
export interface Isolation {
  /**
   * Private memory of the process, in MiB, held by the kernel (Linux). Node and the runtime alone count for 580, of which 80
   * are in use: what V8 reserves counts too.
   */
  readonly memoryMiB: number;
  /** Opening the model; then the process is killed. */
  readonly openMs: number;
  /** One run of at most `maxRowsPerRun` rows; then the process is killed. */
  readonly runMs: number;
  /** After the first kill nothing is started for this long; twice as long after each further one. */
  readonly pauseMs: number;
  /** Starts after a kill within an hour; then the model stays failed until it is loaded again. */
  readonly restartsPerHour: number;
}

/**
 * Generous for any tabular model (300 trees: 10 ms for 512 rows, 90 MiB), and far below what a hook call may wait.
 */
export const defaultIsolation: Isolation = {
  memoryMiB: 1_536,
  openMs: 20_000,
  runMs: 2_000,
  pauseMs: 1_000,
  restartsPerHour: 5,
};
