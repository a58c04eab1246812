//! The meaning of every Pyronet operation.
//!
//! Numbers are [`real::Real`]: the processor's own f32 or integer soft-float, bit for bit the same. What this crate
//! computes is what a job means; every fast back end is checked against it.

#![cfg_attr(not(feature = "host"), no_std)]

#[cfg(feature = "alloc")]
extern crate alloc;

pub mod camera;
pub mod commitment;
pub mod dynamics;
pub mod functions;
pub mod glass;
pub mod graph;
pub mod image;
pub mod inference;
pub mod job;
mod little_endian;
pub mod operations;
pub mod path;
pub mod philox;
pub mod place;
pub mod plan;
pub mod ray;
pub mod real;
pub mod reflection;
pub mod refusal;
pub mod sampling;
pub mod scene;
pub mod softfloat;
pub mod texture;
pub mod vector;
