//! Where the fees go.
#[cfg(feature = "idl")]
use codama::CodamaInstruction;

/// Splits everything in the fee vault between treasury, burn and verifiers; anyone may.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 48)),
    codama(account(name = "fee_vault", writable, default_value = pda("feeVault", []))),
    codama(account(name = "treasury_vault", writable, default_value = pda("treasuryVault", []))),
    codama(account(name = "burn_vault", writable, default_value = pda("burnVault", []))),
    codama(account(name = "verifier_vault", writable, default_value = pda("verifierVault", []))),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "params")),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct SplitFees {}
crate::instruction_data!(SplitFees, 48, 0);

/// Opens the next lot of the burn auction once the burn vault holds one; anyone may.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 49)),
    codama(account(name = "burn_auction", writable, default_value = pda("burnAuction", []))),
    codama(account(name = "burn_vault", default_value = pda("burnVault", []))),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "params"))
)]
pub struct OpenBurnLot {}
crate::instruction_data!(OpenBurnLot, 49, 0);

/// Buys the open lot: burns the buyer's PYRO and pays it the lot's USDC.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 50)),
    codama(account(name = "buyer", signer)),
    codama(account(name = "source", writable, docs = "PYRO token account of the buyer.")),
    codama(account(name = "destination", writable, docs = "USDC token account that gets the lot.")),
    codama(account(name = "burn_auction", writable, default_value = pda("burnAuction", []))),
    codama(account(name = "burn_vault", writable, default_value = pda("burnVault", []))),
    codama(account(name = "pyro_mint", writable)),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct BuyBurnLot {
    /// The lot that the buyer saw.
    pub lot: u64,
    /// PYRO atoms that it pays at most.
    pub pyro_max: u64,
}
crate::instruction_data!(BuyBurnLot, 50, 16);
