//! Generation by a decoder of the llama architecture: the job's bytes, the network, and the state between segments.

mod job;
#[cfg(feature = "alloc")]
pub mod meaning;
#[cfg(feature = "alloc")]
mod model;
mod plan;
mod shape;
mod state;

pub use job::{GENERATION_BYTES, GENERATION_MAGIC, Generation, MAX_POSITIONS, MAX_SEGMENT_POSITIONS};
#[cfg(feature = "alloc")]
pub use model::{Layer, Matrix, Model};
pub use shape::Shape;
pub use state::{STATE_MAGIC, StateLayout, position_leaf, state_root};
