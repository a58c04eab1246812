import { type GenerationSettings, type ModelName } from '@/lib/engine/generation';

import { type FieldsReading, type NumberRange, readFields } from '../number-field';

/** What can be chosen about a generation, as text in the form's fields. */
export interface GenerationForm {
  /** What the model is asked. */
  readonly question: string;
  /** What is said to the model before; its own words where empty. */
  readonly system: string;
  readonly newTokens: string;
  /** 0 always takes the likeliest token. */
  readonly temperature: string;
  readonly topP: string;
  readonly seed: string;
}

export type GenerationNumber = 'newTokens' | 'temperature' | 'topP' | 'seed';

export const firstGeneration: GenerationForm = {
  question: '',
  system: '',
  newTokens: '128',
  temperature: '0.7',
  topP: '0.9',
  seed: '1',
};

export const longestQuestion = 20_000;

export const generationRanges: Readonly<Record<GenerationNumber, NumberRange>> = {
  newTokens: { label: 'Tokens at most', least: 1, most: 8_192, step: 1 },
  temperature: { label: 'Temperature', least: 0, most: 10 },
  topP: { label: 'Top-p', least: 0.01, most: 1 },
  seed: { label: 'Seed', least: 0, most: Number.MAX_SAFE_INTEGER, step: 1 },
};

/** Positions of a segment: few enough that words come soon, many enough that each is worth a signature. */
const segmentPositions = 16;

/** The settings that a form asks for, or what is wrong with each field. */
export type GenerationReading =
  | { readonly ok: true; readonly settings: GenerationSettings }
  | Extract<FieldsReading<GenerationNumber | 'question'>, { ok: false }>;

export function readGeneration(form: GenerationForm, model: ModelName): GenerationReading {
  const reading = readFields<GenerationNumber>(form, generationRanges);
  const question = form.question.trim();
  if (question === '') return { ok: false, problems: { question: 'Ask something.' } };
  if (!reading.ok) return reading;
  const system = form.system.trim();
  const settings: GenerationSettings = {
    prompt: {
      chat: [
        ...(system === '' ? [] : [{ role: 'system', content: system } as const]),
        { role: 'user', content: question },
      ],
    },
    profile: 'I8',
    newTokens: Number(form.newTokens),
    segmentPositions,
    temperature: Number(form.temperature),
    topP: Number(form.topP),
    seed: BigInt(form.seed),
    model,
  };
  return { ok: true, settings };
}
