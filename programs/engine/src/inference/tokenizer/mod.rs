//! Words to tokens and back: byte-level byte-pair encoding as GPT-2 introduced it, with the vocabulary and the merges of a
//! GGUF file.
//!
//! A text is cut into pieces ([`split`]), each piece is spelt in bytes, and neighbours are merged, the pair that the file
//! names first before all others ([`merge`]). A text never becomes a control token, whatever it says: those come from the
//! chat's format alone ([`chat`]).

mod alphabet;
pub mod chat;
mod merge;
mod split;
pub mod vocabulary;

use super::gguf::metadata::Metadata;
use crate::fault::Fault;
use merge::Merges;
use std::collections::HashMap;

/// Longest text, in bytes.
pub const MAX_TEXT_BYTES: usize = 1 << 20;
/// Most tokens of a vocabulary.
const MAX_TOKENS: usize = 1 << 20;
/// Kind of a token that stands for no text, in `tokenizer.ggml.token_type`.
const CONTROL: i64 = 3;

/// A model's vocabulary.
#[derive(Clone, Debug)]
pub struct Tokenizer {
    /// Bytes that each token stands for; none for control tokens.
    texts: Vec<Vec<u8>>,
    /// Control tokens by their names.
    controls: HashMap<Vec<u8>, u32>,
    /// Token of each single byte, where there is one.
    bytes: [Option<u32>; 256],
    merges: Merges,
    /// Token before every prompt, where the model wants one.
    first: Option<u32>,
    end: Option<u32>,
    template: Option<String>,
}

impl Tokenizer {
    /// Reads the vocabulary of a model's file or header.
    pub fn read(metadata: &Metadata<'_>) -> Result<Self, Fault> {
        if metadata.text("tokenizer.ggml.model") != Some("gpt2")
            || metadata.text("tokenizer.ggml.pre") != Some("smollm")
        {
            return Err(Fault::bad_model("tokenizer-kind", "The model cuts texts in a way that is not known yet."));
        }
        let missing = || Fault::bad_model("tokenizer-missing", "The model has no vocabulary, or no merges.");
        let names = metadata.texts("tokenizer.ggml.tokens").ok_or_else(missing)?;
        let merges = metadata.texts("tokenizer.ggml.merges").ok_or_else(missing)?;
        if names.is_empty() || names.len() > MAX_TOKENS || merges.len() > 4 * MAX_TOKENS {
            return Err(Fault::bad_model("tokenizer-range", "The vocabulary does not have 1 to 1048576 tokens."));
        }
        let kinds: Vec<i64> = metadata.integers("tokenizer.ggml.token_type").map(Iterator::collect).unwrap_or_default();
        let (mut texts, mut controls) = (Vec::with_capacity(names.len()), HashMap::new());
        let mut ids = HashMap::with_capacity(names.len());
        for (id, name) in (0..).zip(&names) {
            if kinds.get(id as usize) == Some(&CONTROL) {
                controls.insert(name.to_vec(), id);
                texts.push(Vec::new());
                continue;
            }
            ids.entry(*name).or_insert(id);
            texts.push(alphabet::spell(name).ok_or_else(|| {
                Fault::bad_model("tokenizer-token", "A token is written in letters that stand for no bytes.")
            })?);
        }
        let merges = Merges::read(&merges, &ids)?;
        let bytes = core::array::from_fn(|byte| ids.get(alphabet::letter(byte as u8).as_bytes()).copied());
        let token = |key: &str| metadata.number(key).and_then(|id| u32::try_from(id).ok());
        let known = |id: Option<u32>| id.filter(|id| (*id as usize) < names.len());
        let first =
            metadata.flag("tokenizer.ggml.add_bos_token").then(|| token("tokenizer.ggml.bos_token_id")).flatten();
        let template = metadata.text("tokenizer.chat_template").map(str::to_owned);
        let end = known(token("tokenizer.ggml.eos_token_id"));
        Ok(Self { texts, controls, bytes, merges, first: known(first), end, template })
    }

    /// Tokens of the vocabulary.
    pub fn count(&self) -> usize {
        self.texts.len()
    }

    /// The token after which nothing follows.
    pub fn end(&self) -> Option<u32> {
        self.end
    }

    /// The bytes that a token stands for, which need not be whole letters; none for control tokens and unknown ones.
    pub fn bytes_of(&self, token: u32) -> &[u8] {
        self.texts.get(token as usize).map_or(&[], Vec::as_slice)
    }

    /// A text's tokens, behind the one that the model wants before every prompt.
    pub fn prompt(&self, text: &str) -> Result<Vec<u32>, Fault> {
        let mut tokens: Vec<u32> = self.first.into_iter().collect();
        tokens.extend(self.encode(text)?);
        Ok(tokens)
    }

    /// A text's tokens.
    pub fn encode(&self, text: &str) -> Result<Vec<u32>, Fault> {
        if text.len() > MAX_TEXT_BYTES {
            return Err(Fault::bad_settings("The text is longer than 1 MiB."));
        }
        let mut tokens = Vec::with_capacity(text.len() / 3);
        for piece in split::pieces(text) {
            let spelt = piece.bytes().map(|byte| self.bytes[usize::from(byte)]).collect::<Option<Vec<u32>>>();
            let spelt = spelt.ok_or_else(|| {
                Fault::bad_settings("The text holds a character that the model has no token for; leave it out.")
            })?;
            tokens.extend(self.merges.apply(spelt));
        }
        Ok(tokens)
    }

    fn control(&self, name: &str) -> Option<u32> {
        self.controls.get(name.as_bytes()).copied()
    }
}
