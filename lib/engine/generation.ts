/** Text by a language model: settings of a generation, and its tokens as text. */

/** A generation as people set it up. Bounds are those of `PYROGEN1`, programs/compute-spec/src/inference/job.rs. */
export interface GenerationSettings {
  readonly prompt: GenerationPrompt;
  /** How numbers are rounded: the faster eight-bit products, or single precision throughout. */
  readonly profile: 'I8' | 'F32';
  /** Most tokens to generate. */
  readonly newTokens: number;
  /** Positions of one segment, those of the prompt among them. */
  readonly segmentPositions: number;
  /** 0 always takes the likeliest token. */
  readonly temperature: number;
  /** Share of probability that is drawn from, above 0 and at most 1. */
  readonly topP: number;
  /** Of the draws: an unsigned 64-bit integer. */
  readonly seed: bigint;
  readonly model: ModelName;
}

/** Words that the model goes on with, or a conversation that it answers. */
export type GenerationPrompt = { readonly text: string } | { readonly chat: readonly ChatMessage[] };

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A model's whole file. */
export interface ModelName {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly bytes: bigint;
}

/** The settings as the engine reads them. */
export function generationForEngine({ seed, model, ...settings }: GenerationSettings): object {
  return {
    family: 'generation',
    ...settings,
    seed: seed.toString(),
    model: { sha256: model.sha256, bytes: model.bytes.toString() },
  };
}
