//! The numbers that fix a decoder's shape.

/// Hyperparameters of a decoder; all counts are at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Layers.
    pub layers: u32,
    /// Columns of the residual stream.
    pub width: u32,
    /// Columns between the two halves of the feed-forward part.
    pub feed_forward: u32,
    /// Query heads, a multiple of `key_value_heads`.
    pub heads: u32,
    /// Heads of keys and values.
    pub key_value_heads: u32,
    /// Columns of a head; half of it is a power of two.
    pub head_size: u32,
    /// Tokens.
    pub vocabulary: u32,
    /// Base of the rotary frequencies, bits of a binary32 above 1.
    pub rotary_base: u32,
    /// Added to the mean square in RMSNorm, bits of a binary32 above 0.
    pub epsilon: u32,
}

impl Shape {
    /// Columns of all queries of a position.
    pub const fn query_width(&self) -> u32 {
        self.heads * self.head_size
    }
    /// Columns of all keys, or of all values, of a position in one layer.
    pub const fn key_value_width(&self) -> u32 {
        self.key_value_heads * self.head_size
    }
    /// Numbers that a position leaves in the cache: keys then values, layer after layer.
    pub const fn cache_row(&self) -> usize {
        2 * self.layers as usize * self.key_value_width() as usize
    }
    /// Multiply–adds of the matrix products of one position, without the logits.
    pub const fn layer_products(&self) -> u64 {
        let (width, query) = (self.width as u64, self.query_width() as u64);
        let attention = 2 * width * query + 2 * width * self.key_value_width() as u64;
        self.layers as u64 * (attention + 3 * width * self.feed_forward as u64)
    }
    /// Multiply–adds of attention per position that is attended to.
    pub const fn attention_products(&self) -> u64 {
        2 * self.layers as u64 * self.query_width() as u64
    }
    /// Multiply–adds of the logits of one position.
    pub const fn logit_products(&self) -> u64 {
        self.width as u64 * self.vocabulary as u64
    }
}
