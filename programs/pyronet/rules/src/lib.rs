//! What the market's instructions do to its accounts, as pure functions over the layouts of the
//! interface: no chain, no clock of their own, no allocation. Every function either succeeds or
//! leaves its caller with an error and nothing stored; amounts are integers, divisions round
//! down unless they say otherwise.
#![no_std]

pub mod arithmetic;
pub mod attest;
pub mod billing;
pub mod bond;
pub mod burn_auction;
pub mod contradiction;
pub mod coverage;
pub mod ending;
pub mod exit;
pub mod failover;
pub mod fee_split;
pub mod ledger;
pub mod merkle;
pub mod offer;
pub mod opening;
pub mod order;
pub mod params;
pub mod parking;
pub mod payout;
pub mod ping;
pub mod provider;
pub mod reputation;
pub mod session;
pub mod settlement;
pub mod slash;
pub mod start;
pub mod subsidy;
pub mod succession;
pub mod time;
pub mod top_up;
pub mod withdrawal;

pub use pyronet_interface::error::PyronetError;

/// Result of a rule.
pub type Rule<T = ()> = Result<T, PyronetError>;
