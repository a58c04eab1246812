//! Why canonical bytes were refused.

use core::fmt;

/// A refusal of canonical bytes: a stable code, a sentence, and where in the bytes the trouble stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Stable kebab-case code, for programs.
    pub code: &'static str,
    /// One sentence for people, with the next step where there is one.
    pub sentence: &'static str,
    /// Byte offset of the offending field.
    pub offset: usize,
}

impl Refusal {
    /// A refusal at a byte offset.
    pub const fn new(code: &'static str, sentence: &'static str, offset: usize) -> Self {
        Self { code, sentence, offset }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} (byte {})", self.sentence, self.offset)
    }
}

impl core::error::Error for Refusal {}
