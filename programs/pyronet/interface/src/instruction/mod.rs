//! Instructions: one byte of discriminator, then the arguments as plain data. Accounts are listed
//! on each arguments struct in the order they are passed. A bump is the canonical one, found by
//! the caller.
mod failover;
mod fees;
mod lease;
mod network;
mod offer;
mod order;
mod parking;
mod provider;
mod reputation;
mod result;
mod service;
mod slashing;

pub use failover::*;
pub use fees::*;
pub use lease::*;
pub use network::*;
pub use offer::*;
pub use order::*;
pub use parking::*;
pub use provider::*;
pub use reputation::*;
pub use result::*;
pub use service::*;
pub use slashing::*;
