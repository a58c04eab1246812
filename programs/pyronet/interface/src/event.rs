//! Events: what an instruction changed, for those who follow the chain without reading accounts.
//!
//! Each is five little-endian words, 40 bytes, written by one call of the chain's cheapest log.
//! The first word begins with discriminator and version. An event completes the instruction that
//! logs it: whom it concerns are that instruction's accounts, and what its arguments say is not
//! repeated. Values are those after the instruction, not differences, so that a lost event is
//! healed by the next. Offsets never move; a changed meaning is a new discriminator.
/// Bytes of every event.
pub const EVENT_SIZE: usize = 40;

/// Layout version of every event so far.
pub const EVENT_VERSION: u8 = 1;

/// Plain data of exactly [`EVENT_SIZE`] bytes.
///
/// # Safety
/// Implement only through `events!`, which asserts size and alignment and leaves no padding.
pub unsafe trait EventData: Copy {
    const DISCRIMINATOR: u8;

    /// The words as they are logged.
    #[inline(always)]
    fn words(&self) -> [u64; 5] {
        // SAFETY: the type is 40 bytes of integers without padding, aligned to 8.
        unsafe { core::ptr::from_ref(self).cast::<[u64; 5]>().read() }
    }
}

/// The zero of a field's type.
trait Zero {
    const ZERO: Self;
}
impl Zero for u8 {
    const ZERO: Self = 0;
}
impl Zero for u16 {
    const ZERO: Self = 0;
}
impl Zero for u32 {
    const ZERO: Self = 0;
}
impl Zero for u64 {
    const ZERO: Self = 0;
}
impl<const LENGTH: usize> Zero for [u64; LENGTH] {
    const ZERO: Self = [0; LENGTH];
}

/// Declares events: a discriminator, then the fields behind discriminator and version, with the
/// offset of each. The fields must fill 40 bytes.
macro_rules! events {
    ($($(#[$doc:meta])* $name:ident = $discriminator:literal {
        $($(#[$field_doc:meta])* $field:ident: $type:ty = $offset:literal),* $(,)?
    })*) => {$(
        $(#[$doc])*
        #[repr(C)]
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub struct $name {
            pub discriminator: u8,
            pub event_version: u8,
            $($(#[$field_doc])* pub $field: $type,)*
        }
        impl $name {
            /// With its discriminator and version, and nothing else.
            pub const NEW: Self = Self {
                discriminator: $discriminator,
                event_version: EVENT_VERSION,
                $($field: <$type as Zero>::ZERO,)*
            };
        }
        const _: () = {
            assert!(core::mem::size_of::<$name>() == EVENT_SIZE);
            assert!(core::mem::align_of::<$name>() == 8);
            assert!(2 $(+ core::mem::size_of::<$type>())* == EVENT_SIZE);
            $(assert!(core::mem::offset_of!($name, $field) == $offset);)*
        };
        // SAFETY: size, alignment and the absence of padding are asserted above.
        unsafe impl EventData for $name {
            const DISCRIMINATOR: u8 = $discriminator;
        }
    )*};
}

events! {
    /// The network exists (genesis).
    NetworkBegun = 1 {
        zero: u16 = 2,
        params_version: u32 = 4,
        genesis_at: u64 = 8,
        genesis_slot: u64 = 16,
        sunset_at: u64 = 24,
        zero_word: u64 = 32,
    }
    /// A GPU class exists.
    ClassAdded = 2 {
        class_id: u16 = 2,
        vram_mib: u32 = 4,
        price_per_hour_floor: u64 = 8,
        score_min: u64 = 16,
        units_per_s_min: u64 = 24,
        added_at: u64 = 32,
    }
    /// A provider exists.
    ProviderRegistered = 3 {
        region: u16 = 2,
        zero: u32 = 4,
        registered_at: u64 = 8,
        zero_words: [u64; 3] = 16,
    }
    /// Worker key, payout, record or region of a provider changed.
    ProviderUpdated = 4 {
        region: u16 = 2,
        zero: u32 = 4,
        zero_words: [u64; 4] = 8,
    }
    /// A provider showed itself.
    ProviderLive = 5 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        live_until: u64 = 8,
        at: u64 = 16,
        zero_words: [u64; 2] = 24,
    }
    /// What a provider holds in its bond vault, in USDC atoms.
    BondChanged = 6 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        free: u64 = 8,
        locked: u64 = 16,
        unbonding: u64 = 24,
        unbond_at: u64 = 32,
    }
    /// What a provider holds in its stake vault, in PYRO atoms.
    StakeChanged = 7 {
        tier: u8 = 2,
        zero: u8 = 3,
        zero_half: u32 = 4,
        stake: u64 = 8,
        exposed: u64 = 16,
        unbonding: u64 = 24,
        unbond_at: u64 = 32,
    }
    /// An offer is listed; its terms are the arguments.
    OfferListed = 8 {
        tier: u8 = 2,
        zero: u8 = 3,
        zero_half: u32 = 4,
        price_per_hour: u64 = 8,
        offer_id: u64 = 16,
        listed_at: u64 = 24,
        zero_word: u64 = 32,
    }
    /// A price or its announced raise changed.
    OfferRepriced = 9 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        price_per_hour: u64 = 8,
        pending_price: u64 = 16,
        pending_from: u64 = 24,
        zero_word: u64 = 32,
    }
    /// An offer cannot be taken any more.
    OfferWithdrawn = 10 {
        /// 1 where the account closed too.
        closed: u8 = 2,
        zero: u8 = 3,
        zero_half: u32 = 4,
        zero_words: [u64; 4] = 8,
    }
    /// A bid rests; its terms are the arguments.
    OrderPlaced = 11 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        deposit: u64 = 8,
        start_slot: u64 = 16,
        expiry_slot: u64 = 24,
        expires_at: u64 = 32,
    }
    /// A bid is gone, its deposit returned.
    OrderCancelled = 12 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        deposit: u64 = 8,
        zero_words: [u64; 3] = 16,
    }
    /// A lease is funded, by taking an offer or matching an order.
    LeaseOpened = 13 {
        gpu_count: u16 = 2,
        fee_bps: u16 = 4,
        mode: u8 = 6,
        zero: u8 = 7,
        price_per_hour: u64 = 8,
        funded: u64 = 16,
        opened_at: u64 = 24,
        bond_locked: u64 = 32,
    }
    /// The provider prepares.
    LeaseAccepted = 14 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        accepted_at: u64 = 8,
        live_until: u64 = 16,
        zero_words: [u64; 2] = 24,
    }
    /// Coverage counts.
    LeaseStarted = 15 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        started_at: u64 = 8,
        end_at: u64 = 16,
        live_until: u64 = 24,
        zero_word: u64 = 32,
    }
    /// A lease ended before its start, and is settled.
    LeaseAbandoned = 16 {
        state: u8 = 2,
        end_reason: u8 = 3,
        zero: u32 = 4,
        stop_at: u64 = 8,
        forfeited: u64 = 16,
        provider_extra: u64 = 24,
        /// 0 where nobody of the provider signed.
        live_until: u64 = 32,
    }
    /// The worker proved service.
    LeaseCovered = 17 {
        /// Where the lease stands among the accounts of an instruction for many; 0 in one for one.
        place: u8 = 2,
        zero: u8 = 3,
        covered_s: u32 = 4,
        anchor_at: u64 = 8,
        delivered_segments: u64 = 16,
        live_until: u64 = 24,
        zero_word: u64 = 32,
    }
    /// The renter vouched for service.
    VoucherRedeemed = 18 {
        zero: u16 = 2,
        covered_s: u32 = 4,
        /// Last proven instant, from the start.
        anchor_s: u32 = 8,
        /// Latest served-until, from the start.
        vouched_s: u32 = 12,
        delivered_segments: u64 = 16,
        accepted_segments: u64 = 24,
        released: u64 = 32,
    }
    /// A lease was extended.
    LeaseToppedUp = 19 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        funded: u64 = 8,
        /// 0 before the start.
        end_at: u64 = 16,
        unit_cap: u64 = 24,
        bond_locked: u64 = 32,
    }
    /// The session key was replaced.
    SessionRotated = 20 {
        zero: u16 = 2,
        session_epoch: u32 = 4,
        next_session_at: u64 = 8,
        zero_words: [u64; 3] = 16,
    }
    /// The renter asked for a sign of life.
    LeasePinged = 21 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        ping_at: u64 = 8,
        zero_words: [u64; 3] = 16,
    }
    /// The provider will leave.
    NoticeGiven = 22 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        exit_notice_at: u64 = 8,
        live_until: u64 = 16,
        zero_words: [u64; 2] = 24,
    }
    /// A running lease ended.
    LeaseEnded = 23 {
        state: u8 = 2,
        end_reason: u8 = 3,
        covered_s: u32 = 4,
        stop_at: u64 = 8,
        prefix_by: u64 = 16,
        released: u64 = 24,
        subsidy_funded: u64 = 32,
    }
    /// The provider committed to a result.
    ResultAttested = 24 {
        state: u8 = 2,
        end_reason: u8 = 3,
        covered_s: u32 = 4,
        /// 0 while it runs.
        stop_at: u64 = 8,
        attested_segments: u64 = 16,
        attested_units: u64 = 24,
        released: u64 = 32,
    }
    /// The renter accepted an attestation, or one lapsed.
    LeaseReleased = 25 {
        state: u8 = 2,
        attestation_status: u8 = 3,
        /// Where the lease stands among the accounts of an instruction for many; 0 in one for one.
        place: u8 = 4,
        zero: u8 = 5,
        zero_half: u16 = 6,
        released: u64 = 8,
        accepted_segments: u64 = 16,
        attested_segments: u64 = 24,
        attested_units: u64 = 32,
    }
    /// An attestation's window ended, or the time to prove; the lease is final where the state says so.
    LeaseSettled = 26 {
        /// Where the lease stands among the accounts of an instruction for many; 0 in one for one.
        place: u8 = 2,
        state: u8 = 3,
        attestation_status: u8 = 4,
        /// 1 where nothing is locked for this lease any more.
        bond_freed: u8 = 5,
        zero: u16 = 6,
        released: u64 = 8,
        provider_claimed: u64 = 16,
        released_units: u64 = 24,
        /// 0 until the lease is final.
        evidence_until: u64 = 32,
    }
    /// A party was paid what it was due.
    Claimed = 27 {
        /// A [`Payee`].
        party: u8 = 2,
        /// Who claims for the renter may find that nobody takes over.
        failover_state: u8 = 3,
        zero: u32 = 4,
        amount: u64 = 8,
        /// Everything this party was paid so far.
        claimed: u64 = 16,
        released: u64 = 24,
        zero_word: u64 = 32,
    }
    /// An attestation is gone.
    AttestationClosed = 28 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        zero_words: [u64; 4] = 8,
    }
    /// A lease is gone, with what was donated to its vault.
    LeaseClosed = 29 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        donated: u64 = 8,
        zero_words: [u64; 3] = 16,
    }
    /// An offer was kept as the cheapest to succeed a lease.
    FailoverBid = 30 {
        /// Of bids, from 1.
        round: u8 = 2,
        zero: u8 = 3,
        zero_half: u32 = 4,
        /// Of all GPUs, per hour.
        rate_per_hour: u64 = 8,
        close_slot: u64 = 16,
        zero_words: [u64; 2] = 24,
    }
    /// The lease that was opened beside this event succeeds another.
    LeaseSucceeded = 31 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        subsidy: u64 = 8,
        subsidy_rate: u64 = 16,
        /// Where the successor begins.
        base_units: u64 = 24,
        base_segments: u64 = 32,
    }
    /// What a renter has become due since went to the successor.
    LeaseCarried = 32 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        moved_out: u64 = 8,
        released: u64 = 16,
        successor_funded: u64 = 24,
        successor_released: u64 = 32,
    }
    /// The last carry: nothing more can come.
    SuccessionEnded = 33 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        /// Atoms of the subsidy that went back to the bond.
        unused: u64 = 8,
        successor_moved_out: u64 = 16,
        bond_free: u64 = 24,
        zero_word: u64 = 32,
    }
    /// What a fault took from a provider, and to whom of it what is due; the rest burns.
    DepositsSeized = 34 {
        /// A [`Fault`].
        fault: u8 = 2,
        zero: u8 = 3,
        zero_half: u32 = 4,
        bond_seized: u64 = 8,
        renter_due: u64 = 16,
        challenger_due: u64 = 24,
        /// PYRO atoms.
        stake_seized: u64 = 32,
    }
    /// How long a seizure rests.
    SeizureRests = 35 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        seized_at: u64 = 8,
        rest_until: u64 = 16,
        rest_until_slot: u64 = 24,
        verifiers_due: u64 = 32,
    }
    /// What burns of a seizure has left the provider's vaults.
    SeizureBurned = 36 {
        /// Bits of `Seizure.paid`.
        paid: u8 = 2,
        /// 1 where the account closed too.
        closed: u8 = 3,
        zero: u32 = 4,
        usdc: u64 = 8,
        pyro: u64 = 16,
        /// What is left seized of the provider's deposits.
        bond_seized: u64 = 24,
        stake_seized: u64 = 32,
    }
    /// A payee of a seizure was paid.
    SeizureClaimed = 37 {
        /// Bits of `Seizure.paid`.
        paid: u8 = 2,
        /// 1 where the account closed too.
        closed: u8 = 3,
        zero: u32 = 4,
        amount: u64 = 8,
        /// What is left seized of the provider's bond.
        bond_seized: u64 = 16,
        zero_words: [u64; 2] = 24,
    }
    /// The fee vault was emptied.
    FeesSplit = 38 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        burn: u64 = 8,
        verifiers: u64 = 16,
        treasury: u64 = 24,
        zero_word: u64 = 32,
    }
    /// A lot of the burn auction is for sale.
    BurnLotOpened = 39 {
        zero: u16 = 2,
        start_bps: u32 = 4,
        lot: u64 = 8,
        lot_atoms: u64 = 16,
        reference_price: u64 = 24,
        fall_slots: u64 = 32,
    }
    /// The open lot was sold; sums are of all lots.
    BurnLotSold = 40 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        price: u64 = 8,
        lots_sold: u64 = 16,
        usdc_sold: u64 = 24,
        pyro_burned: u64 = 32,
    }
    /// What a party is due, and its account does not take, was put aside.
    DuesParked = 41 {
        /// A [`Payee`].
        party: u8 = 2,
        failover_state: u8 = 3,
        zero: u32 = 4,
        /// With what was donated to the lease's vault, for the renter.
        amount: u64 = 8,
        /// Everything this party was paid so far.
        claimed: u64 = 16,
        zero_words: [u64; 2] = 24,
    }
    /// An owner took out what was parked for it.
    ParkedTaken = 42 {
        /// 1 where the accounts closed too.
        closed: u8 = 2,
        zero: u8 = 3,
        zero_half: u32 = 4,
        amount: u64 = 8,
        zero_words: [u64; 3] = 16,
    }
    /// A provider took its last result back; how the lease ended is that.
    ResultWithdrawn = 43 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        released: u64 = 8,
        attested_segments: u64 = 16,
        attested_units: u64 = 24,
        subsidy_funded: u64 = 32,
    }
    /// Fees of a lease raised a score.
    ReputationCredited = 51 {
        local_only: u8 = 2,
        zero: u8 = 3,
        /// Counts a provider's reputation events; a gap shows that one was lost.
        seq: u32 = 4,
        credited: u64 = 8,
        /// Weighted fee atoms that the score stands for.
        standing: u64 = 16,
        reputation: u64 = 24,
        at: u64 = 32,
    }
    /// A fault lowered a score.
    ReputationLost = 52 {
        /// A [`Fault`].
        fault: u8 = 2,
        zero: u8 = 3,
        /// Counts a provider's reputation events; a gap shows that one was lost.
        seq: u32 = 4,
        /// Weighted fee atoms that the score stands for.
        standing: u64 = 8,
        reputation: u64 = 16,
        at: u64 = 24,
        zero_word: u64 = 32,
    }
    /// A pair's counter is gone.
    PairClosed = 53 {
        zero: u16 = 2,
        zero_half: u32 = 4,
        epoch: u64 = 8,
        credited: u64 = 16,
        zero_words: [u64; 2] = 24,
    }
}

/// Who was paid, in [`Claimed`].
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Payee {
    Provider = 1,
    Fees = 2,
    Renter = 3,
}
