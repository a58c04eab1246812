/**
 * Why an engine call failed. Codes are stable: programs branch on them, people read `message` and `next`.
 *
 * - `engine-missing`: neither the native executable nor the WebAssembly module is present or loadable
 * - `engine-crashed`: the engine ended before it answered
 * - `engine-garbled`: the engine's answer breaks its protocol; nothing of the answer is used
 * - `engine-fault`: the engine says that it failed, or that it could not read or write its files; `detail` holds its code
 * - `engine-timeout`: the engine was silent for longer than allowed and was ended
 * - `engine-closed`: the call came after `close()`
 * - `cancelled`: the caller's signal was raised
 * - `bad-job`, `bad-scene`, `bad-input`, `bad-model`, `bad-state`, `bad-result`: bytes that break their format, values
 *   outside its limits, or files that do not belong together
 * - `import-failed`: the file cannot be turned into a scene; `detail` holds the importer's own code
 * - `job-aborted`: the job's own deterministic abort (a NaN, a limit); every engine aborts the same way
 * - `out-of-memory`: the scene or job needs more memory than the engine may use
 */
export type EngineErrorCode =
  | 'engine-missing'
  | 'engine-crashed'
  | 'engine-garbled'
  | 'engine-fault'
  | 'engine-timeout'
  | 'engine-closed'
  | 'cancelled'
  | 'bad-job'
  | 'bad-scene'
  | 'bad-input'
  | 'bad-model'
  | 'bad-state'
  | 'bad-result'
  | 'import-failed'
  | 'job-aborted'
  | 'out-of-memory';

const nextSteps: Record<EngineErrorCode, string> = {
  'engine-missing': 'Run `npm run build:engine`, or restore public/engine/engine.wasm from the repository.',
  'engine-crashed': 'Run the job again; if it crashes again, keep the job and scene files and report them.',
  'engine-garbled': 'Rebuild the engine with `npm run build:engine`, so that it matches this version.',
  'engine-fault': 'Check the free space and the permissions of the temporary folder, then run the job again.',
  'engine-timeout': 'Check that the machine is not out of memory or suspended, then run the job again.',
  'engine-closed': 'Open a new engine.',
  cancelled: 'Nothing to do: segments that were already delivered remain valid.',
  'bad-job': 'Correct the job settings.',
  'bad-scene': 'Import the scene again from its source file.',
  'bad-input': 'Make the input again from its source file.',
  'bad-model': 'Fetch the model again and compare its SHA-256 with the one that the job names.',
  'bad-state': 'Give the state that the segment before the first one left.',
  'bad-result': 'Fetch the result again and compare its SHA-256 with the result root.',
  'import-failed': 'Export the file again, as binary PLY or GLB without compression extensions.',
  'job-aborted': 'The same job aborts everywhere; change the scene or the settings.',
  'out-of-memory': 'Use a smaller scene or picture, or a machine with more memory.',
};

/** The only error the engine's drivers throw on purpose. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  /** What the person or program at the caller's side can do. */
  readonly next: string;
  /** The engine's or importer's own code, where there is one. */
  readonly detail: string | undefined;

  constructor(
    code: EngineErrorCode,
    message: string,
    options: { detail?: string; cause?: unknown; next?: string } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.next = options.next ?? nextSteps[code];
    this.detail = options.detail;
  }
}
