import { startProcess, type StartedProcess } from './start-process.ts';

/** One process of an installation; it may be dead at the moment. */
export interface HostProcess {
  readonly name: string;
  /** Absent while it is down. */
  readonly url: string | undefined;
  /** SIGKILL, and a new one in its place, without waiting for it. */
  readonly killAndRestart: () => Promise<void>;
  /** Waits until it is up. */
  readonly ready: () => Promise<void>;
  readonly stop: () => Promise<number | null>;
}

/** Starts a process that is started again whenever it is killed. */
export async function startHost(
  name: string,
  dataDirectory: string,
  env: Readonly<Record<string, string>>,
): Promise<HostProcess> {
  let current: StartedProcess | undefined;
  const start = async () => {
    current = await startProcess(dataDirectory, env);
  };
  let starting = start();
  let stopped: Promise<number | null> | undefined;
  await starting;
  return {
    name,
    get url() {
      return current?.url;
    },
    killAndRestart: async () => {
      await starting;
      if (stopped !== undefined) return;
      const killed = current;
      current = undefined;
      await killed?.kill();
      starting = start();
      // Told by whoever waits for it.
      starting.catch(() => undefined);
    },
    ready: () => starting,
    stop: () =>
      (stopped ??= starting.then(
        () => current?.stop() ?? null,
        () => null,
      )),
  };
}
