import { exitCode } from './demo-problem';
import { type Terminal } from './terminal';

/** Ctrl-C: the first stops the lease where there is one, the second leaves. */
export class Interrupts {
  readonly #leave = new AbortController();
  #stop: (() => void) | null = null;
  #stopping = false;

  constructor(private readonly terminal: Terminal) {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, this.#interrupt);
  }

  get leave(): AbortSignal {
    return this.#leave.signal;
  }

  readonly onStoppable = (stop: () => void): void => {
    this.#stop = stop;
  };

  close(): void {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, this.#interrupt);
  }

  readonly #interrupt = (): void => {
    if (this.#stop === null) process.exit(exitCode.interrupted);
    if (this.#stopping) {
      this.#leave.abort();
      return;
    }
    this.#stopping = true;
    this.terminal.line('  · Stopping the lease; billing ends now. Ctrl-C again leaves at once.');
    this.#stop();
  };
}
