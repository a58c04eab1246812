//! Runs verified jobs as `pyronet-compute-spec` defines them.

pub mod accelerator;
pub mod import;
pub mod lanes;
pub mod render;
