//! A decoder put together from tensors by name.

use crate::fault::Fault;
use pyronet_compute_spec::inference::{Layer, Matrix, Model, Shape};

/// Finds tensors by the names that llama-architecture GGUF files use.
pub trait Tensors<'a> {
    /// The tensor as rows × columns, one row where it has one dimension; nothing where it is missing or stored in a way
    /// that [`pyronet_compute_spec::operations::Encoding`] does not know.
    fn tensor(&self, name: &str) -> Option<Matrix<'a>>;
}

/// The decoder of `shape`, or which tensor is missing or of another size.
pub fn assemble<'a>(shape: Shape, tensors: &impl Tensors<'a>) -> Result<Model<'a>, Fault> {
    let find = |name: &str| {
        let missing = || format!("The tensor {name} is missing or stored in an unknown way.");
        tensors.tensor(name).ok_or_else(|| Fault::bad_model("tensor-missing", missing()))
    };
    let layer = |index: u32| {
        let find = |part: &str| find(&format!("blk.{index}.{part}.weight"));
        Ok(Layer {
            attention_norm: find("attn_norm")?,
            query: find("attn_q")?,
            key: find("attn_k")?,
            value: find("attn_v")?,
            output: find("attn_output")?,
            feed_forward_norm: find("ffn_norm")?,
            gate: find("ffn_gate")?,
            up: find("ffn_up")?,
            down: find("ffn_down")?,
        })
    };
    let embedding = find("token_embd.weight")?;
    let layers = (0..shape.layers).map(layer).collect::<Result<_, Fault>>()?;
    let norm = find("output_norm.weight")?;
    // Where a file has no output matrix, the embedding serves as one.
    let output = tensors.tensor("output.weight").unwrap_or(embedding);
    Model::new(shape, embedding, layers, norm, output).map_err(|sentence| Fault::bad_model("tensor-size", sentence))
}
