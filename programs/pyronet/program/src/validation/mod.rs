//! Checks as constructors: what comes out of here may be trusted.
mod account;
mod address;
mod approval;
mod arguments;
mod message;
mod signer;
mod token;

pub use account::{create, load, load_mut, require_address};
pub use address::{require_canonical, SEEDS_MAX};
pub use approval::check_approval;
pub use arguments::{arguments, arguments_with_proof, no_arguments};
pub use message::SignedMessage;
pub use signer::{require_authority, require_signer, require_worker};
pub use token::{amount_of, require_mint, require_mint_of, require_token_account, takes_from};
