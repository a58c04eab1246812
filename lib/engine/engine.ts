import { type GenerationSettings } from './generation';
import { type SimulationSettings } from './simulation';

/**
 * What a compute engine can be asked, whichever way it runs: the native executable in a child process, or the
 * WebAssembly module in threads or in a page. All of them give the same bytes for the same job (docs/contracts.md §4).
 *
 * Every method rejects with `EngineError`. A hash or root is 32 bytes.
 */
export interface Engine {
  readonly backend: EngineBackend;

  /** What this engine is and what it runs on. */
  probe(): Promise<EngineProbe>;

  /** Measures the speed on a fixed scene; takes a few seconds of full load. */
  bench(options?: { signal?: AbortSignal }): Promise<EngineBench>;

  /** Turns a file into canonical scene bytes. Rejects with `import-failed` on anything that is not a clean file. */
  importScene(file: Uint8Array, format: SceneFormat, options?: { signal?: AbortSignal }): Promise<Uint8Array>;

  /** Makes a simulation's job and input; `file` is the configuration that an XYZ start needs. */
  prepareSimulation(settings: SimulationSettings, file?: Uint8Array): Promise<JobFiles>;

  /** Makes a generation's job and input; `header` is the model's file, or its beginning up to the tensors. */
  prepareGeneration(settings: GenerationSettings, header: Uint8Array): Promise<JobFiles>;

  /** The vocabulary of a model's file or header, for `Vocabulary.read`. */
  readVocabulary(header: Uint8Array): Promise<Uint8Array>;

  /** Everything a lease fixes before the work begins. Cheap: no segment is computed, and no model is needed. */
  plan(files: JobFiles): Promise<JobPlan>;

  /**
   * Computes segments `from` (inclusive) to `to` (exclusive) and hands over each one in ascending order. The next
   * segment is handed over only when the promise returned by `onSegment` has settled, so a slow store slows the
   * delivery and loses nothing. An error thrown by `onSegment` stops the run and is passed on as it is.
   */
  run(request: RunRequest): Promise<void>;

  /**
   * Computes one segment again and compares it with what somebody claims it to be. `matches` is true only if leaf,
   * units, operation root and output are all equal.
   */
  verifySegment(request: VerifyRequest): Promise<SegmentVerdict>;

  /**
   * Ends child processes and threads. Pending calls reject with `engine-closed` once theirs have ended. Safe to call twice.
   */
  close(): Promise<void>;
}

export type EngineBackend = 'native' | 'wasm';

export type SceneFormat = 'cornell-json' | 'ply' | 'gltf' | 'glb';

export interface EngineProbe {
  readonly backend: EngineBackend;
  /** Version of the engine's sources. */
  readonly version: string;
  /** Threads that `run` uses. */
  readonly threads: number;
  /** Names of devices by which the work is done, such as a processor or GPU model; empty when not known. */
  readonly devices: readonly string[];
}

export interface EngineBench {
  readonly backend: EngineBackend;
  readonly threads: number;
  /** The unit in which jobs are sold: an offer guarantees a part of this. */
  readonly workUnitsPerSecond: bigint;
  /** Closest-hit queries per second, for comparison with other tracers. */
  readonly raysPerSecond: number;
  /** How long the measurement took. */
  readonly elapsedSeconds: number;
}

/** The bytes of a job: what is asked, of what, and by which model. */
export interface JobFiles {
  /** Canonical job bytes; their SHA-256 is the graph root. */
  readonly job: Uint8Array;
  /** Canonical input bytes: a scene, an initial state, a prompt. */
  readonly input: Uint8Array;
  /** The model's file, where the job has one. */
  readonly model?: Uint8Array;
}

export interface JobPlan {
  readonly jobRoot: Uint8Array;
  readonly planRoot: Uint8Array;
  readonly segmentCount: number;
  /** Entry i is the number of work units of segments 0 to i together; as many entries as segments. */
  readonly cumulativeUnits: readonly bigint[];
  readonly peakMemoryBytes: bigint;
  /** Most bytes of the result file. */
  readonly resultBytes: bigint;
  /** SHA-256 of the input's bytes. */
  readonly inputRoot: Uint8Array;
  /** Whether each segment goes on from the state that the one before it left. */
  readonly carriesState: boolean;
}

/** One finished segment with its commitments (docs/contracts.md §1). */
export interface Segment {
  /** 0-based. */
  readonly index: number;
  readonly units: bigint;
  /** Root of the state it went on from; zeros where the job carries none. */
  readonly stateIn: Uint8Array;
  readonly operationRoot: Uint8Array;
  /** Root of the state it left; zeros where the job carries none. */
  readonly stateOut: Uint8Array;
  readonly leaf: Uint8Array;
  /** A tile's pixels (rows from the top, linear RGB, three little-endian f32 each), or what another family delivers. */
  readonly output: Uint8Array;
}

/** A segment as an engine computed it. */
export interface ComputedSegment extends Segment {
  /** Canonical bytes of the state it left, from which any engine goes on; absent where the job carries none. */
  readonly state?: Uint8Array;
}

export interface RunRequest extends JobFiles {
  /** What segment `from - 1` left, where the job carries state and `from` is not 0. */
  readonly state?: Uint8Array;
  /** First segment; 0 when absent. */
  readonly from?: number;
  /** One past the last segment; all when absent. */
  readonly to?: number;
  readonly signal?: AbortSignal;
  readonly onSegment: (segment: ComputedSegment) => void | Promise<void>;
}

export interface VerifyRequest extends JobFiles {
  /** What the segment before left, where the job carries state and there is one. */
  readonly state?: Uint8Array;
  readonly claimed: Segment;
  readonly signal?: AbortSignal;
}

export interface SegmentVerdict {
  readonly matches: boolean;
  /** The segment as this engine computes it. */
  readonly computed: ComputedSegment;
  /** Byte position in the output of the first difference; absent where the outputs are equal. */
  readonly firstDifferenceAt?: number;
}
