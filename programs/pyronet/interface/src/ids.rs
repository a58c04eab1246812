//! Addresses the program knows.
use solana_address::Address;

/// The program. This is the address of the **local network only**: its key pair is derived from
/// the seed SHA-256("pyronet local program v1"), which anybody can compute, so it is worthless
/// anywhere else. A public deployment replaces this line with an address of its own.
pub const ID: Address = Address::from_str_const("HY6hWAThHHVjVYdnvfEosPsbqihESdrxQCqCCBeyw2fn");

/// The classic token program; no other token program is accepted.
pub const TOKEN_PROGRAM: Address =
    Address::from_str_const("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");

/// The system program.
pub const SYSTEM_PROGRAM: Address = Address::from_str_const("11111111111111111111111111111111");

/// The sysvar through which an instruction reads its neighbours. Passed in the place of a
/// signature it says: the order is a signed message in the instruction before this one.
pub const INSTRUCTIONS_SYSVAR: Address =
    Address::from_str_const("Sysvar1nstructions1111111111111111111111111");

/// The precompile that checks ed25519 signatures.
pub const ED25519_PROGRAM: Address =
    Address::from_str_const("Ed25519SigVerify111111111111111111111111111");
