//! Runs Lennard-Jones simulations as `pyronet_compute_spec::dynamics` defines them.
//!
//! [`simulation::Simulation`] opens a job and a state and runs segment after segment; a [`force_field::ForceField`] answers
//! the forces. [`reference::AllPairs`] asks the specification for every pair; [`listed`] is fast, and the bytes are
//! the same.

pub mod fault;
pub mod force_field;
pub mod lattice;
pub mod listed;
pub mod reference;
pub mod simulation;
pub mod thermodynamics;
pub mod xyz;

mod cells;
#[cfg(target_arch = "x86_64")]
mod pair_avx2;
mod pair_kernel;
