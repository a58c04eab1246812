//! What the Pyronet program and its callers agree on: the program's address, account layouts,
//! instruction bytes, seeds, signed messages and error codes.
//!
//! Everything is plain data with fixed offsets. Integers are little-endian, hashes are SHA-256,
//! money is USDC atoms unless a field says otherwise, times are unix seconds unless they end in
//! `_slot`. With the feature `idl` the items carry the attributes from which
//! `programs/idl/pyronet.json` is written.
#![no_std]

mod accounts;
pub mod billing;
pub mod error;
pub mod event;
pub mod ids;
pub mod instruction;
pub mod layout;
pub mod message;
pub mod roles;
pub mod seeds;
pub mod state;

pub use ids::ID;
pub use solana_address::Address;
