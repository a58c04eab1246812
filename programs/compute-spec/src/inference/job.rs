//! Canonical job bytes, `PYROGEN1`.
//!
//! ```text
//!   0  magic "PYROGEN1"
//!   8  u32 profile              1 = I8, 2 = F32
//!  12  u32 layers               1 … 256
//!  16  u32 width                1 … 65536 columns, a multiple of 32
//!  20  u32 feed-forward width   1 … 262144 columns, a multiple of 32
//!  24  u32 heads                1 … 1024, a multiple of the next
//!  28  u32 key-value heads      1 … 1024
//!  32  u32 head size            4 … 512 columns, a power of two; heads · head size ≤ 131072 and a multiple of 32
//!  36  u32 vocabulary           1 … 1048576 tokens
//!  40  f32 rotary base          above 1, finite
//!  44  f32 epsilon              above 0, finite
//!  48  u32 prompt tokens        1 … 131072
//!  52  u32 most new tokens      1 … 131072; positions = prompt + new − 1 ≤ 131072
//!  56  u32 end token            below the vocabulary, or 0xffffffff for none
//!  60  f32 temperature          0 … 1000; 0 takes the greatest logit
//!  64  f32 top-p                above 0, at most 1
//!  68  u32 positions a segment  1 … 4096
//!  72  u64 seed
//!  80  prompt SHA-256           32 bytes: the input root; a prompt is its tokens as u32
//! 112  model SHA-256            32 bytes: the model root
//! 144  u64 model bytes          length of the model's file
//! 152  u64 0
//! 160  end
//! ```
//!
//! The graph root is the SHA-256 of these bytes. The network they stand for is [`super::meaning`].

use super::Shape;
use crate::{
    commitment::Digest,
    little_endian::{u32_at, u64_at},
    operations::Sampling,
    plan::{PROFILE_F32, PROFILE_I8},
    real::Real,
    refusal::Refusal,
};

/// First eight bytes of a generation job.
pub const GENERATION_MAGIC: [u8; 8] = *b"PYROGEN1";
/// Length of a generation job.
pub const GENERATION_BYTES: usize = 160;
/// Most positions of one job.
pub const MAX_POSITIONS: u32 = 1 << 17;
/// Most positions of one segment.
pub const MAX_SEGMENT_POSITIONS: u32 = 4096;
/// Stands for no end token.
const NO_TOKEN: u32 = u32::MAX;
/// Longest model file, in bytes.
const MAX_MODEL_BYTES: u64 = 1 << 40;

/// A checked generation job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Generation {
    /// [`PROFILE_I8`] or [`PROFILE_F32`].
    pub profile: u32,
    /// The network's hyperparameters.
    pub shape: Shape,
    /// Tokens of the prompt.
    pub prompt_tokens: u32,
    /// Most tokens to generate.
    pub new_tokens: u32,
    /// The token after which nothing follows.
    pub end_token: Option<u32>,
    /// Bits of the temperature, see [`Sampling`].
    pub temperature: u32,
    /// Bits of the share of probability drawn from, see [`Sampling`].
    pub top_p: u32,
    /// Positions of one segment; the last segment may have fewer.
    pub segment_positions: u32,
    /// Seed of the draws.
    pub seed: u64,
    /// SHA-256 of the prompt.
    pub prompt_sha256: Digest,
    /// SHA-256 of the model's file.
    pub model_sha256: Digest,
    /// Length of the model's file.
    pub model_bytes: u64,
}

impl Generation {
    /// Reads and checks canonical bytes.
    pub fn parse<R: Real>(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() != GENERATION_BYTES {
            return Err(Refusal::new("job-length", "A generation job is exactly 160 bytes long.", bytes.len()));
        }
        if bytes[..8] != GENERATION_MAGIC {
            return Err(Refusal::new("job-magic", "These bytes are not a PYROGEN1 job.", 0));
        }
        if u64_at(bytes, 152) != 0 {
            return Err(Refusal::new("job-reserved", "The last eight bytes are not zero.", 152));
        }
        let [mut prompt_sha256, mut model_sha256] = [[0; 32]; 2];
        prompt_sha256.copy_from_slice(&bytes[80..112]);
        model_sha256.copy_from_slice(&bytes[112..144]);
        let end_token = u32_at(bytes, 56);
        let job = Self {
            profile: u32_at(bytes, 8),
            shape: Shape {
                layers: u32_at(bytes, 12),
                width: u32_at(bytes, 16),
                feed_forward: u32_at(bytes, 20),
                heads: u32_at(bytes, 24),
                key_value_heads: u32_at(bytes, 28),
                head_size: u32_at(bytes, 32),
                vocabulary: u32_at(bytes, 36),
                rotary_base: u32_at(bytes, 40),
                epsilon: u32_at(bytes, 44),
            },
            prompt_tokens: u32_at(bytes, 48),
            new_tokens: u32_at(bytes, 52),
            end_token: (end_token != NO_TOKEN).then_some(end_token),
            temperature: u32_at(bytes, 60),
            top_p: u32_at(bytes, 64),
            segment_positions: u32_at(bytes, 68),
            seed: u64_at(bytes, 72),
            prompt_sha256,
            model_sha256,
            model_bytes: u64_at(bytes, 144),
        };
        job.check::<R>()?;
        Ok(job)
    }

    fn check<R: Real>(&self) -> Result<(), Refusal> {
        let shape = &self.shape;
        let within = |bits: u32, lowest: f32, highest: f32| {
            let number = R::from_bits(bits);
            number.is_finite() && number >= R::constant(lowest) && number <= R::constant(highest)
        };
        let above = |bits: u32, bound: f32| within(bits, bound, f32::MAX) && R::from_bits(bits) > R::constant(bound);
        let blocks = |count: u32, most: u32| (1..=most).contains(&count) && count.is_multiple_of(32);
        let queries = shape.heads.checked_mul(shape.head_size).unwrap_or(0);
        let head_size = (4..=512).contains(&shape.head_size) && shape.head_size.is_power_of_two();
        let groups = (1..=1024).contains(&shape.heads)
            && shape.key_value_heads >= 1
            && shape.heads.is_multiple_of(shape.key_value_heads);
        let positions = u64::from(self.prompt_tokens) + u64::from(self.new_tokens);
        let bounded = [
            (
                self.profile == PROFILE_I8 || self.profile == PROFILE_F32,
                8,
                "The profile is neither 1 (I8) nor 2 (F32).",
            ),
            ((1..=256).contains(&shape.layers), 12, "There are not 1 to 256 layers."),
            (blocks(shape.width, 1 << 16), 16, "The width is not a multiple of 32 up to 65536."),
            (blocks(shape.feed_forward, 1 << 18), 20, "The feed-forward width is not a multiple of 32 up to 262144."),
            (groups, 24, "The heads are not a multiple of the key-value heads, up to 1024."),
            (head_size, 32, "The head size is not a power of two from 4 to 512."),
            (blocks(queries, 1 << 17), 32, "Heads times head size is not a multiple of 32 up to 131072."),
            ((1..=1 << 20).contains(&shape.vocabulary), 36, "The vocabulary does not have 1 to 1048576 tokens."),
            (above(shape.rotary_base, 1.0), 40, "The rotary base is not a finite number above 1."),
            (above(shape.epsilon, 0.0), 44, "Epsilon is not a finite number above 0."),
            ((1..=MAX_POSITIONS).contains(&self.prompt_tokens), 48, "The prompt does not have 1 to 131072 tokens."),
            (self.new_tokens >= 1, 52, "No token is to be generated."),
            (positions <= u64::from(MAX_POSITIONS) + 1, 52, "Prompt and new tokens are more than 131073 together."),
            (
                self.end_token.is_none_or(|token| token < shape.vocabulary),
                56,
                "The end token is not one of the vocabulary.",
            ),
            (within(self.temperature, 0.0, 1000.0), 60, "The temperature is not between 0 and 1000."),
            (self.temperature >> 31 == 0, 60, "The temperature is a negative zero."),
            (above(self.top_p, 0.0) && within(self.top_p, 0.0, 1.0), 64, "Top-p is not above 0 and at most 1."),
            (
                (1..=MAX_SEGMENT_POSITIONS).contains(&self.segment_positions),
                68,
                "A segment does not have 1 to 4096 positions.",
            ),
            ((1..=MAX_MODEL_BYTES).contains(&self.model_bytes), 144, "The model does not have 1 to 2^40 bytes."),
        ];
        match bounded.into_iter().find(|(holds, ..)| !holds) {
            Some((_, offset, sentence)) => Err(Refusal::new("job-range", sentence, offset)),
            None => Ok(()),
        }
    }

    /// Canonical bytes, checked by parsing them back with arithmetic `R`.
    #[cfg(feature = "alloc")]
    pub fn encode<R: Real>(&self) -> Result<alloc::vec::Vec<u8>, Refusal> {
        let shape = &self.shape;
        let mut bytes = alloc::vec::Vec::with_capacity(GENERATION_BYTES);
        bytes.extend_from_slice(&GENERATION_MAGIC);
        let words = [
            [self.profile, shape.layers, shape.width, shape.feed_forward],
            [shape.heads, shape.key_value_heads, shape.head_size, shape.vocabulary],
            [shape.rotary_base, shape.epsilon, self.prompt_tokens, self.new_tokens],
            [self.end_token.unwrap_or(NO_TOKEN), self.temperature, self.top_p, self.segment_positions],
        ];
        for word in words.as_flattened() {
            bytes.extend_from_slice(&word.to_le_bytes());
        }
        bytes.extend_from_slice(&self.seed.to_le_bytes());
        bytes.extend_from_slice(&self.prompt_sha256);
        bytes.extend_from_slice(&self.model_sha256);
        bytes.extend_from_slice(&self.model_bytes.to_le_bytes());
        bytes.extend_from_slice(&[0; 8]);
        Self::parse::<R>(&bytes)?;
        Ok(bytes)
    }

    /// How tokens are drawn.
    pub fn sampling<R: Real>(&self) -> Sampling<R> {
        Sampling { temperature: R::from_bits(self.temperature), top_p: R::from_bits(self.top_p), seed: self.seed }
    }

    /// Positions to compute: the last token needs none, for nothing follows it.
    pub fn positions(&self) -> u32 {
        self.prompt_tokens + self.new_tokens - 1
    }
}
