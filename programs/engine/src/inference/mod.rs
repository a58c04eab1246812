//! Generation of tokens by decoders of the llama architecture, as `pyronet_compute_spec::inference` defines it.

pub mod decoder;
pub mod gguf;
mod progress;
pub mod tensors;

pub use progress::{Progress, canonical_bytes};
