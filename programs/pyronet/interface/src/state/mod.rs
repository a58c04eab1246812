//! Account layouts. Each starts with discriminator, layout version and bump, keeps `u64` fields
//! on multiples of eight and ends in a reserved tail. Fields that later instructions need are in
//! place from the start; offsets are asserted at compile time and never move.
mod attestation;
mod burn_auction;
mod config;
mod gpu_class;
mod lease;
mod offer;
mod order;
mod pair;
mod params;
mod parking;
mod provider;
mod reputation;
mod seizure;
mod states;

pub use attestation::{Attestation, DrawnVerifier};
pub use burn_auction::BurnAuction;
pub use config::Config;
pub use gpu_class::GpuClass;
pub use lease::Lease;
pub use offer::Offer;
pub use order::Order;
pub use pair::Pair;
pub use params::{Params, ParamsValues};
pub use parking::Parking;
pub use provider::Provider;
pub use reputation::{provider_flags, Fault, ReputationValues};
pub use seizure::Seizure;
pub use states::*;
