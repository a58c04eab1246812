//! Generation of tokens by decoders of the llama architecture, as `pyronet_compute_spec::inference` defines it.

pub mod decoder;
pub mod gguf;
pub mod hyperparameters;
mod progress;
pub mod tensors;
pub mod tokenizer;

pub use progress::{Progress, canonical_bytes};
