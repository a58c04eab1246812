//! A decoder's shape as a GGUF file's metadata states it.

use super::gguf::metadata::Metadata;
use crate::fault::Fault;
use pyronet_compute_spec::inference::Shape;

/// What a model's header says of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hyperparameters {
    /// The network's shape.
    pub shape: Shape,
    /// Most positions that it was made for.
    pub context: u32,
}

/// Base of the rotary frequencies where a file does not state it.
const ROTARY_BASE: f32 = 10_000.0;

/// Reads them, or says why the model is none that can be run.
pub fn hyperparameters(metadata: &Metadata<'_>) -> Result<Hyperparameters, Fault> {
    let unknown = |what: &str| Err(Fault::bad_model("model-kind", format!("{what}; it cannot be run yet.")));
    if metadata.text("general.architecture") != Some("llama") {
        return unknown("The model is not of the llama architecture");
    }
    if metadata.text("llama.rope.scaling.type").is_some_and(|kind| kind != "none") {
        return unknown("The model scales its rotary frequencies");
    }
    if metadata.number("llama.expert_count").is_some_and(|experts| experts > 0) {
        return unknown("The model is a mixture of experts");
    }
    let (width, heads) =
        (metadata.required("llama.embedding_length")?, metadata.required("llama.attention.head_count")?);
    let share = width.checked_div(heads).unwrap_or(0);
    let optional = |key: &str, otherwise: u32| if metadata.has(key) { metadata.required(key) } else { Ok(otherwise) };
    let head_size = optional("llama.attention.key_length", share)?;
    if optional("llama.rope.dimension_count", head_size)? != head_size {
        return unknown("The model rotates a part of each head only");
    }
    let epsilon = metadata.real("llama.attention.layer_norm_rms_epsilon");
    let epsilon = epsilon.ok_or_else(|| Fault::bad_model("gguf-missing", "The model does not say its epsilon."))?;
    let vocabulary = metadata.texts("tokenizer.ggml.tokens").map_or(0, |tokens| tokens.len());
    let shape = Shape {
        layers: metadata.required("llama.block_count")?,
        width,
        feed_forward: metadata.required("llama.feed_forward_length")?,
        heads,
        key_value_heads: optional("llama.attention.head_count_kv", heads)?,
        head_size,
        vocabulary: u32::try_from(vocabulary).unwrap_or(u32::MAX),
        rotary_base: metadata.real("llama.rope.freq_base").unwrap_or(ROTARY_BASE).to_bits(),
        epsilon: epsilon.to_bits(),
    };
    Ok(Hyperparameters { shape, context: metadata.required("llama.context_length")? })
}
