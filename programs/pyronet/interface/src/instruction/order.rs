//! Resting bids.
#[cfg(feature = "idl")]
use codama::CodamaInstruction;

use crate::Address;

/// Places a bid whose price climbs slot by slot, with the deposit for the lease at its limit. What a match needs in rent and tip is prepaid.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 38)),
    codama(account(name = "renter", signer)),
    codama(account(name = "payer", writable, signer, docs = "Pays rent and tip, and gets them back.")),
    codama(account(name = "order", writable, default_value = pda("order", [seed("renter", account("renter")), seed("nonce", argument("nonce"))]))),
    codama(account(name = "vault", writable, default_value = pda("vault", [seed("lease", account("order"))]))),
    codama(account(name = "source", writable, docs = "USDC token account of the renter.")),
    codama(account(name = "renter_payout", docs = "USDC token account that gets refunds.")),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "params")),
    codama(account(name = "usdc_mint")),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"))),
    codama(account(name = "system_program", default_value = public_key("11111111111111111111111111111111")))
)]
pub struct PlaceOrder {
    /// Any number not in use; the lease takes it over.
    pub nonce: u64,
    /// Per GPU and hour.
    pub start_price: u64,
    pub limit_price: u64,
    pub climb_per_slot: u64,
    pub expiry_slot: u64,
    /// Unix seconds.
    pub expires_at: u64,
    /// Bit n: GPU class n will do; no bit: any.
    pub class_set: [u64; 2],
    /// Bit n: region n will do; no bit: any.
    pub region_set: [u64; 4],
    pub score_min: u64,
    pub memory_min_bytes: u64,
    pub disk_min_bytes: u64,
    /// Rent: time paid for. Run: time to complete in.
    pub duration_s: u64,
    /// Run: work units paid at most.
    pub unit_cap: u64,
    /// Run: least work units per second and GPU.
    pub guaranteed_min: u64,
    pub value_at_risk: u64,
    pub tip_lamports: u64,
    pub segment_count: u64,
    pub peak_memory_bytes: u64,
    pub input_bytes: u64,
    pub output_bytes_max: u64,
    pub failover_max_rate: u64,
    pub delegate_until: u64,
    /// Zero bytes: any terms.
    pub terms_allow: [u8; 32],
    pub job_root: [u8; 32],
    pub plan_root: [u8; 32],
    pub renter_commit: [u8; 32],
    pub session_key: Address,
    pub delegate_key: Address,
    pub callback_program: Address,
    pub vram_min_mib: u32,
    pub reputation_min: u32,
    /// 0: any.
    pub interval_max_s: u32,
    /// 0: any.
    pub start_within_max_s: u32,
    /// Guard, also when matched.
    pub params_version: u32,
    /// Bit 0: machines of a local network will do.
    pub flags: u32,
    pub gpu_count: u16,
    #[cfg_attr(feature = "idl", codama(type = link("leaseMode")))]
    pub mode: u8,
    #[cfg_attr(feature = "idl", codama(type = link("privacy")))]
    pub privacy: u8,
    #[cfg_attr(feature = "idl", codama(type = link("isolation")))]
    pub isolation_min: u8,
    pub tier_min: u8,
    pub hops_max: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("order")))]
    pub bump: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("vault")))]
    pub vault_bump: u8,
}
crate::instruction_data!(PlaceOrder, 38, 465);

/// Takes an order away and gives its deposit back: the renter at any time, anyone once it has expired.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 39)),
    codama(account(name = "canceller", writable, signer, docs = "The renter; or anyone, and tipped, once the order has expired.")),
    codama(account(name = "order", writable)),
    codama(account(name = "vault", writable, default_value = pda("vault", [seed("lease", account("order"))]))),
    codama(account(name = "renter_payout", writable)),
    codama(account(name = "rent_payer", writable)),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")))
)]
pub struct CancelOrder {}
crate::instruction_data!(CancelOrder, 39, 0);

/// Opens the lease that an order asks for on an offer at or below what it pays now; anyone may, and is tipped. The rest of the deposit goes back.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 40)),
    codama(account(name = "matcher", writable, signer, docs = "Lays out the lease's rent and gets it back, with a tip, from what the order holds.")),
    codama(account(name = "order", writable)),
    codama(account(name = "order_vault", writable, default_value = pda("vault", [seed("lease", account("order"))]))),
    codama(account(name = "lease", writable)),
    codama(account(name = "vault", writable, default_value = pda("vault", [seed("lease", account("lease"))]))),
    codama(account(name = "renter_payout", writable)),
    codama(account(name = "rent_payer", writable)),
    codama(account(name = "provider", writable)),
    codama(account(name = "offer", writable)),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "params")),
    codama(account(name = "usdc_mint")),
    codama(account(name = "token_program", default_value = public_key("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"))),
    codama(account(name = "system_program", default_value = public_key("11111111111111111111111111111111")))
)]
pub struct MatchOrder {
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("lease")))]
    pub bump: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("vault")))]
    pub vault_bump: u8,
}
crate::instruction_data!(MatchOrder, 40, 2);
