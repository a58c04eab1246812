//! A whole model file: the synthetic tensors with a vocabulary of lower-case words.

use super::{Mix, SHAPE, Tensors, synthetic};
use pyronet_compute_spec::operations::Encoding;

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz0123456789.,?'ĠĊ";
const MERGES: [&str; 27] = [
    "Ġ t", "h e", "Ġt he", "i n", "e r", "a n", "Ġ a", "o n", "Ġ s", "r e", "a t", "Ġ w", "o r", "Ġ c", "e n", "i s",
    "l l", "Ġa n", "Ġan d", "in g", "o u", "e s", "Ġ b", "i t", "Ġ f", "s t", "Ġ m",
];

fn text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend((text.len() as u64).to_le_bytes());
    bytes.extend(text.as_bytes());
}

struct Metadata {
    bytes: Vec<u8>,
    count: u64,
}

impl Metadata {
    fn key(&mut self, key: &str, kind: u32) -> &mut Vec<u8> {
        self.count += 1;
        text(&mut self.bytes, key);
        self.bytes.extend(kind.to_le_bytes());
        &mut self.bytes
    }
    fn number(&mut self, key: &str, number: u32) {
        self.key(key, 4).extend(number.to_le_bytes());
    }
    fn real(&mut self, key: &str, bits: u32) {
        self.key(key, 6).extend(bits.to_le_bytes());
    }
    fn text(&mut self, key: &str, words: &str) {
        text(self.key(key, 8), words);
    }
    fn texts(&mut self, key: &str, all: &[String]) {
        let bytes = self.key(key, 9);
        bytes.extend(8_u32.to_le_bytes());
        bytes.extend((all.len() as u64).to_le_bytes());
        all.iter().for_each(|one| text(bytes, one));
    }
    fn integers(&mut self, key: &str, all: &[i32]) {
        let bytes = self.key(key, 9);
        bytes.extend(5_u32.to_le_bytes());
        bytes.extend((all.len() as u64).to_le_bytes());
        bytes.extend(all.iter().flat_map(|one| one.to_le_bytes()));
    }
}

/// The vocabulary: two control tokens, letters, and what merges make of them.
pub fn names() -> Vec<String> {
    let controls = ["<|im_start|>", "<|im_end|>"].map(str::to_owned);
    let letters = LETTERS.chars().map(String::from);
    controls.into_iter().chain(letters).chain(MERGES.map(|merge| merge.replace(' ', ""))).collect()
}

/// The pairs that are merged, the first one first.
pub fn merges() -> Vec<String> {
    MERGES.map(str::to_owned).to_vec()
}

/// A model in GGUF.
pub fn model_file(mix: Mix, seed: u64) -> Vec<u8> {
    file_of(&synthetic(mix, seed), &names(), &merges())
}

pub fn file_of(tensors: &Tensors, names: &[String], merges: &[String]) -> Vec<u8> {
    let mut metadata = Metadata { bytes: vec![], count: 0 };
    metadata.text("general.architecture", "llama");
    metadata.number("llama.block_count", SHAPE.layers);
    metadata.number("llama.context_length", 512);
    metadata.number("llama.embedding_length", SHAPE.width);
    metadata.number("llama.feed_forward_length", SHAPE.feed_forward);
    metadata.number("llama.attention.head_count", SHAPE.heads);
    metadata.number("llama.attention.head_count_kv", SHAPE.key_value_heads);
    metadata.number("llama.rope.dimension_count", SHAPE.head_size);
    metadata.real("llama.rope.freq_base", SHAPE.rotary_base);
    metadata.real("llama.attention.layer_norm_rms_epsilon", SHAPE.epsilon);
    metadata.text("tokenizer.ggml.model", "gpt2");
    metadata.text("tokenizer.ggml.pre", "smollm");
    metadata.texts("tokenizer.ggml.tokens", names);
    let kinds: Vec<i32> = names.iter().map(|name| if name.starts_with("<|") { 3 } else { 1 }).collect();
    metadata.integers("tokenizer.ggml.token_type", &kinds);
    metadata.texts("tokenizer.ggml.merges", merges);
    metadata.number("tokenizer.ggml.eos_token_id", 1);
    let template = "{{ '<|im_start|>system\\nyou are a test<|im_end|>\\n' }}{% for message in messages %}…{% endfor %}";
    metadata.text("tokenizer.chat_template", template);

    let mut file = b"GGUF\x03\0\0\0".to_vec();
    file.extend((tensors.parts.len() as u64).to_le_bytes());
    file.extend(metadata.count.to_le_bytes());
    file.extend(&metadata.bytes);
    let mut data = Vec::new();
    for (name, (encoding, rows, columns, range)) in tensor_names().iter().zip(&tensors.parts) {
        data.resize(data.len().next_multiple_of(32), 0);
        text(&mut file, name);
        let sizes = if *rows == 1 { vec![*columns as u64] } else { vec![*columns as u64, *rows as u64] };
        file.extend((sizes.len() as u32).to_le_bytes());
        file.extend(sizes.iter().flat_map(|size| size.to_le_bytes()));
        let kind = match encoding {
            Encoding::F32 => 0_u32,
            Encoding::F16 => 1,
            Encoding::Q4_1 => 3,
            Encoding::Q8_0 => 8,
        };
        file.extend(kind.to_le_bytes());
        file.extend((data.len() as u64).to_le_bytes());
        data.extend(&tensors.bytes[range.clone()]);
    }
    file.resize(file.len().next_multiple_of(32), 0);
    file.extend(data);
    file
}

/// In the order in which the synthetic tensors stand.
fn tensor_names() -> Vec<String> {
    let parts =
        ["attn_norm", "attn_q", "attn_k", "attn_v", "attn_output", "ffn_norm", "ffn_gate", "ffn_up", "ffn_down"];
    let outer = ["token_embd.weight", "output_norm.weight", "output.weight"].map(str::to_owned);
    let layers = (0..SHAPE.layers).flat_map(|layer| parts.map(|part| format!("blk.{layer}.{part}.weight")));
    outer.into_iter().chain(layers).collect()
}
