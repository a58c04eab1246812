//! A vocabulary as one blob, for those who turn tokens into text elsewhere.
//!
//! ```text
//!  0  magic "PYROVOC1"
//!  8  u32 tokens
//! 12  u32 end token         0xffffffff for none
//! 16  u32 × (tokens + 1)    where each token's bytes begin behind these offsets, and where the last ends
//!     bytes                 of all tokens, in order; control tokens have none
//! ```

use super::Tokenizer;

/// First eight bytes of a vocabulary.
pub const VOCABULARY_MAGIC: [u8; 8] = *b"PYROVOC1";

impl Tokenizer {
    /// The bytes of every token.
    pub fn vocabulary(&self) -> Vec<u8> {
        let mut ends = Vec::with_capacity(self.texts.len() + 1);
        let mut end = 0_u32;
        ends.push(end);
        for text in &self.texts {
            end += text.len() as u32;
            ends.push(end);
        }
        let mut bytes = VOCABULARY_MAGIC.to_vec();
        bytes.extend((self.texts.len() as u32).to_le_bytes());
        bytes.extend(self.end.unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(ends.iter().flat_map(|end| end.to_le_bytes()));
        bytes.extend(self.texts.concat());
        bytes
    }
}
