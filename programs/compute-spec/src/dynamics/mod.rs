//! Lennard-Jones molecular dynamics: what a simulation means.
//!
//! Reduced units throughout: lengths in σ, energies in ε, masses in m, time in σ·√(m/ε), temperature in ε/k_B.
//! Positions, velocities and every sum are integers; what lies between them is F32 with one rounding per operation, so a
//! sum has no order and a step has one meaning (profile X64). Neighbour and cell lists are no part of it: the pairs of a
//! step are all pairs, and those beyond the cutoff contribute nothing.
//!
//! A step of constant energy is velocity Verlet: [`motion::kick`] by half a time step, [`motion::drift`] by a whole one,
//! new forces, kick by half a time step. With the Langevin thermostat it is the splitting "BAOAB" of Leimkuhler and
//! Matthews (Appl. Math. Res. Express 2013, 34): half kick, half drift, [`thermostat`], half drift, new forces, half kick.

pub mod fixed;
pub mod force_row;
pub mod job;
pub mod motion;
pub mod output;
pub mod pair;
mod plan;
pub mod state;
pub mod thermostat;
