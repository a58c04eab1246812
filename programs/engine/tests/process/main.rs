//! The executable as its callers meet it: over pipes, with files, cancelled, resumed, and sent nonsense.

#![allow(clippy::unwrap_used)]

mod engine;
mod rendering;
mod simulation;
