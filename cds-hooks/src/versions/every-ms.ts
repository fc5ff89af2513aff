/** Runs work again and again, the pause between the end of one and the start of the next. Work may not throw. */
export function everyMs(pauseMs: number, work: () => Promise<void>): { readonly stop: () => Promise<void> } {
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      running = work().then(wait);
    }, pauseMs);
    // A process is not kept alive by looking.
    timer.unref();
  };
  wait();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
