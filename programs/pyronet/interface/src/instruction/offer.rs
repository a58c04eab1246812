//! Listings.
#[cfg(feature = "idl")]
use codama::CodamaInstruction;

/// Lists GPUs at a price. The offer's id is the provider's next one.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 9)),
    codama(account(name = "authority", signer)),
    codama(account(name = "payer", writable, signer)),
    codama(account(name = "provider", writable, default_value = pda("provider", [seed("authority", account("authority"))]))),
    codama(account(name = "offer", writable, default_value = pda("offer", [seed("provider", account("provider")), seed("offerId", argument("offer_id"))]))),
    codama(account(name = "gpu_class")),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "params")),
    codama(account(name = "system_program", default_value = public_key("11111111111111111111111111111111")))
)]
pub struct ListOffer {
    pub offer_id: u64,
    /// Per GPU.
    pub price_per_hour: u64,
    /// Per GPU; 0 only without Run.
    pub guaranteed_units_per_s: u64,
    pub score: u64,
    pub min_duration_s: u64,
    pub max_duration_s: u64,
    pub max_value_at_risk: u64,
    pub memory_bytes: u64,
    pub disk_bytes: u64,
    pub max_upload_bytes: u64,
    pub terms_hash: [u8; 32],
    pub benchmark_root: [u8; 32],
    /// Per GPU.
    pub vram_mib: u32,
    /// Bit 0 local only, bit 1 no extension.
    pub flags: u32,
    pub interval_s: u32,
    pub accept_within_s: u32,
    pub start_within_s: u32,
    pub prefix_within_s: u32,
    pub up_mbps: u32,
    pub down_mbps: u32,
    pub gpu_count: u16,
    /// Bit 0 Run, bit 1 Rent.
    pub modes: u8,
    #[cfg_attr(feature = "idl", codama(type = link("isolation")))]
    pub isolation: u8,
    #[cfg_attr(feature = "idl", codama(type = link("privacy")))]
    pub privacy: u8,
    #[cfg_attr(feature = "idl", codama(default_value = account_bump("offer")))]
    pub bump: u8,
}
crate::instruction_data!(ListOffer, 9, 182);

/// Cuts the price at once; a raise waits and leaves time for quotes to land.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 10)),
    codama(account(name = "authority", signer)),
    codama(account(name = "provider", default_value = pda("provider", [seed("authority", account("authority"))]))),
    codama(account(name = "offer", writable)),
    codama(account(name = "config", default_value = pda("config", []))),
    codama(account(name = "params"))
)]
pub struct RepriceOffer {
    pub price_per_hour: u64,
}
crate::instruction_data!(RepriceOffer, 10, 8);

/// Delists the offer; closes it and returns its rent once no lease uses it.
#[repr(C, packed)]
#[derive(Clone, Copy)]
#[cfg_attr(
    feature = "idl",
    derive(CodamaInstruction),
    codama(discriminator(field = "discriminator")),
    codama(argument("discriminator", number(u8), value = 11)),
    codama(account(name = "authority", signer)),
    codama(account(name = "provider", writable, default_value = pda("provider", [seed("authority", account("authority"))]))),
    codama(account(name = "offer", writable)),
    codama(account(name = "rent_payer", writable))
)]
pub struct WithdrawOffer {}
crate::instruction_data!(WithdrawOffer, 11, 0);
