import { EngineError } from './engine-error';

const MAGIC = 'PYROVOC1';
const HEADER_BYTES = 16;
const NO_TOKEN = 0xffff_ffff;

/** What each token of a model stands for (programs/engine/src/inference/tokenizer/vocabulary.rs). */
export class Vocabulary {
  private constructor(
    readonly count: number,
    /** The token after which nothing follows; null where the model has none. */
    readonly endToken: number | null,
    private readonly offsets: Uint32Array,
    private readonly texts: Uint8Array,
  ) {}

  /** Throws `bad-model` on bytes that are no vocabulary. */
  static read(bytes: Uint8Array): Vocabulary {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const isOurs = [...MAGIC].every((letter, at) => bytes[at] === letter.charCodeAt(0));
    const count = isOurs && bytes.length >= HEADER_BYTES ? view.getUint32(8, true) : -1;
    const textsAt = HEADER_BYTES + 4 * (count + 1);
    if (count < 0 || bytes.length < textsAt) throw noVocabulary();
    const offsets = Uint32Array.from({ length: count + 1 }, (_, token) =>
      view.getUint32(HEADER_BYTES + 4 * token, true),
    );
    const ascends = offsets.every((offset, token) => offset >= (offsets[token - 1] ?? 0));
    if (!ascends || textsAt + (offsets[count] ?? 0) !== bytes.length) throw noVocabulary();
    const end = view.getUint32(12, true);
    return new Vocabulary(count, end === NO_TOKEN ? null : end, offsets, bytes.subarray(textsAt));
  }

  /** The bytes of a token, which need not be whole letters; none for control tokens and unknown ones. */
  bytesOf(token: number): Uint8Array {
    const [from, to] = [this.offsets[token], this.offsets[token + 1]];
    return from === undefined || to === undefined ? new Uint8Array() : this.texts.subarray(from, to);
  }
}

/** Tokens as text, as they arrive: letters that a token cuts in two wait for the next one. */
export class TokenText {
  readonly #decoder = new TextDecoder();
  #text = '';
  #tokens = 0;
  #ended = false;

  constructor(private readonly vocabulary: Vocabulary) {}

  /** Everything so far. */
  get text(): string {
    return this.#text;
  }

  /** Tokens so far. */
  get tokens(): number {
    return this.#tokens;
  }

  /** Whether the model said that it has finished. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Takes a segment's output, or a whole result: tokens as little-endian u32. */
  take(output: Uint8Array): void {
    const view = new DataView(output.buffer, output.byteOffset, output.byteLength);
    for (let at = 0; at + 4 <= output.length; at += 4) {
      const token = view.getUint32(at, true);
      this.#tokens += 1;
      this.#ended ||= token === this.vocabulary.endToken;
      this.#text += this.#decoder.decode(this.vocabulary.bytesOf(token), { stream: true });
    }
  }
}

const noVocabulary = (): EngineError => new EngineError('bad-model', 'These bytes are not a vocabulary.');
