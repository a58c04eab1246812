//! Runs verified jobs as `pyronet-compute-spec` defines them.

/// Version of the protocol of executable and module, `docs/engine-protocol.md`.
pub const PROTOCOL_VERSION: u32 = 2;

pub mod accelerator;
pub mod dynamics;
pub mod fault;
pub mod hexadecimal;
pub mod import;
pub mod inference;
pub mod lanes;
pub mod plan;
pub mod prepare;
pub mod rays;
pub mod render;
pub mod segment;
pub mod standard_job;
pub mod workload;

#[cfg(not(target_family = "wasm"))]
pub mod benchmark;
#[cfg(not(target_family = "wasm"))]
pub mod machine;
#[cfg(not(target_family = "wasm"))]
pub mod protocol;
#[cfg(not(target_family = "wasm"))]
pub mod run;
#[cfg(not(target_family = "wasm"))]
pub mod segment_store;
#[cfg(not(target_family = "wasm"))]
pub mod self_test;

#[cfg(target_family = "wasm")]
mod wasm;
