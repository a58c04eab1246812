//! The Pyronet program: an open market for GPU time. Renters fund one vault per lease; providers
//! earn out of it by proving service and work; whatever is not earned goes back to the renter.
//! No instruction moves money except by the lease's own terms.
//!
//! Each instruction is one file in `processor`: load checked accounts, apply the rules, store,
//! move tokens last.
#![no_std]

// Wide integers and memory, which the chain's target does not come with.
#[cfg(target_arch = "bpf")]
use solana_compiler_builtins as _;

/// On a host, where the program is only linted, the standard library handles panics.
#[cfg(not(target_arch = "bpf"))]
extern crate std;

mod chain;
mod entrypoint;
mod events;
mod processor;
mod security;
mod validation;
mod vault_signers;
