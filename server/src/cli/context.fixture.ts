import type { CommandContext, Services, StopSignal } from './context.js';
import { run } from './run.js';

/** A command line with everything around it faked; what is not given must not be asked for. */
export class FakeCommandLine {
  out = '';
  err = '';
  clockMs = 0;
  /** What had been said when signals began to be heard. */
  outBeforeSignals: string | null = null;
  #listener: ((signal: StopSignal) => void) | null = null;
  #reload: (() => void) | null = null;
  #listening = Promise.withResolvers<void>();
  readonly #context: CommandContext;

  constructor(services: Partial<Services> = {}, env: Record<string, string> = {}, workingDirectory = '/nowhere') {
    const unexpected = () => Promise.reject(new Error('not expected to be called'));
    this.#context = {
      terminal: {
        out: (text) => {
          this.out += text;
        },
        err: (text) => {
          this.err += text;
        },
        env,
        workingDirectory,
        isInteractive: services.openScreen !== undefined || services.confirm !== undefined,
        paint: (_colour, text) => text,
      },
      services: {
        startGateway: unexpected,
        createWorkerPool: unexpected,
        startSandbox: unexpected,
        printView: unexpected,
        onSignal: (listener) => {
          this.#listener = listener;
          this.outBeforeSignals = this.out;
          this.#listening.resolve();
        },
        onReload: (listener) => {
          this.#reload = listener;
        },
        onUncaught: () => {},
        confirm: unexpected,
        openScreen: unexpected,
        userName: () => 'ada',
        exit: () => {},
        monotonicMs: () => this.clockMs,
        ...services,
      },
    };
  }

  run(...args: string[]): Promise<number> {
    return run(args, this.#context);
  }

  /** Resolves once the command waits for a signal. */
  waiting(): Promise<void> {
    return this.#listening.promise;
  }

  /** SIGHUP. */
  reload(): void {
    this.#reload?.();
  }

  signal(signal: StopSignal): void {
    this.#listener?.(signal);
  }
}
