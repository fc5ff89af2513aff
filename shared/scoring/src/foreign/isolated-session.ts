import type { ChildProcess } from 'node:child_process';
import { CardwrightError } from '@cardwright/cds-service';
import type { ChildAnswer, ChildRequest } from './child-message.ts';
import { defaultIsolation } from './isolation.ts';
import type { Isolation } from './isolation.ts';
import type { Feeds, TensorPort, TensorSession } from './open-tensor-session.ts';
import { startChild } from './start-child.ts';

/** A model in a process of its own that can say whether it can run. */
export interface IsolatedSession extends TensorSession {
  /** False from the moment its process was ended until it has been started again. */
  isReady(): boolean;
  /** Process id; undefined while there is none. */
  readonly pid: number | undefined;
}

/** Why a process was ended, in words for people. */
type Reason = 'time' | 'memory' | 'crash';

const words: Readonly<Record<Reason, string>> = {
  time: 'took longer than it may and was ended',
  memory: 'needed more memory than it may and was ended',
  crash: 'ended by itself',
};

/** What the runtime says when the limit on memory refuses it. */
const outOfMemory = /allocate memory|bad_alloc|bad allocation/i;

const hourMs = 3_600_000;

/** The one request under way. */
interface Pending {
  readonly resolve: (answer: ChildAnswer) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

class ModelProcess implements IsolatedSession {
  inputs: readonly TensorPort[] = [];
  outputs: readonly TensorPort[] = [];
  readonly #model: string;
  readonly #onnx: Uint8Array;
  readonly #limits: Isolation;
  readonly #now: () => number;
  #child: ChildProcess | undefined;
  #pending: Pending | undefined;
  #kills: readonly number[] = [];
  #released = false;

  constructor(model: string, onnx: Uint8Array, limits: Isolation, now: () => number) {
    this.#model = model;
    this.#onnx = onnx;
    this.#limits = limits;
    this.#now = now;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  isReady(): boolean {
    return this.#child !== undefined;
  }

  /** Starts the process and opens the model. Error: what the runtime says, as a plain Error; `model-unavailable`. */
  async open(): Promise<void> {
    const child = startChild(this.#limits.memoryMiB);
    this.#child = child;
    child.on('message', (answer: ChildAnswer) => this.#settle((pending) => pending.resolve(answer)));
    child.once('error', () => this.#lose(child, 'crash'));
    child.once('exit', () => this.#lose(child, 'crash'));
    const answer = await this.#ask(child, { kind: 'open', onnx: this.#onnx }, this.#limits.openMs);
    if (answer.kind === 'opened') {
      this.inputs = answer.inputs;
      this.outputs = answer.outputs;
      return;
    }
    this.#end(child);
    if (answer.kind === 'refused' && outOfMemory.test(answer.message)) throw this.#unavailable(words.memory);
    throw new Error(answer.kind === 'refused' ? answer.message : 'an answer out of turn');
  }

  async run(feeds: Feeds, rowByRow: boolean): Promise<Feeds> {
    if (this.#released) throw this.#unavailable('is released');
    if (this.#child === undefined) await this.#restart();
    const child = this.#child;
    if (child === undefined) throw this.#unavailable(words.crash);
    const answer = await this.#ask(child, { kind: 'run', feeds, rowByRow }, this.#limits.runMs);
    if (answer.kind === 'ran') return answer.outputs;
    if (answer.kind === 'refused' && !outOfMemory.test(answer.message)) throw new Error(answer.message);
    this.#lose(child, 'memory');
    throw this.#unavailable(words.memory);
  }

  release(): Promise<void> {
    this.#released = true;
    if (this.#child !== undefined) this.#end(this.#child);
    return Promise.resolve();
  }

  /** Waits out the pause of the last kill: until then every run fails at once, so that nobody queues behind a runaway. */
  async #restart(): Promise<void> {
    const now = this.#now();
    this.#kills = this.#kills.filter((at) => now - at < hourMs);
    const last = this.#kills.at(-1) ?? 0;
    if (this.#kills.length > this.#limits.restartsPerHour) throw this.#unavailable('was ended too often');
    if (now - last < this.#limits.pauseMs * 2 ** (this.#kills.length - 1))
      throw this.#unavailable('was ended just now');
    await this.open();
  }

  #ask(child: ChildProcess, request: ChildRequest, limitMs: number): Promise<ChildAnswer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#lose(child, 'time'), limitMs);
      this.#pending = { resolve, reject, timer };
      // A model that waits keeps nobody alive; one that runs does.
      child.ref();
      child.channel?.ref();
      child.send(request, (error) => {
        if (error !== null) this.#lose(child, 'crash');
      });
    });
  }

  #settle(how: (pending: Pending) => void): void {
    const pending = this.#pending;
    if (pending === undefined) return;
    clearTimeout(pending.timer);
    this.#pending = undefined;
    this.#child?.unref();
    this.#child?.channel?.unref();
    how(pending);
  }

  /** The process is gone or must go: killed, remembered, and whoever waits is told. */
  #lose(child: ChildProcess, reason: Reason): void {
    if (this.#child !== child) return;
    this.#kills = [...this.#kills, this.#now()];
    this.#settle((pending) => pending.reject(this.#unavailable(words[reason])));
    this.#end(child);
  }

  #end(child: ChildProcess): void {
    this.#child = undefined;
    child.removeAllListeners();
    child.on('error', () => undefined);
    child.kill('SIGKILL');
    child.unref();
    if (child.connected) child.disconnect();
  }

  #unavailable(what: string): CardwrightError {
    const { length } = this.#kills;
    return new CardwrightError('model-unavailable', `${this.#model}: the model’s process ${what}.`, {
      model: this.#model,
      kills: length,
    });
  }
}

/**
 * Opens a model in a process of its own, with a limit on memory and time. A run beyond them ends the process, never this
 * one: it fails with `model-unavailable`, and so do the runs of the pause after it; then the process is started again, so many
 * times an hour. One run at a time. Errors of opening: a plain Error with the runtime's words, or `model-unavailable`.
 */
export const openIsolatedSession = async (
  model: string,
  onnx: Uint8Array,
  limits: Isolation = defaultIsolation,
  now: () => number = () => performance.now(),
): Promise<IsolatedSession> => {
  const session = new ModelProcess(model, onnx, limits, now);
  await session.open();
  return session;
};
