//! A provider, an offer and a lease as the rules see them, with the terms of the worked timelines:
//! 100 atoms a second, fee 5 %, proofs within 60 s, 1,000 units a second, 300 segments.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

use proptest::test_runner::Config as ProptestConfig;
use pyronet_interface::{
    instruction::{AttestResult, TakeOffer},
    layout::PlainData,
    message::Voucher,
    state::{
        Attestation, GpuClass, Lease, Offer, OfferStatus, Params, ParamsValues, Provider,
        ProviderStatus, ReputationValues,
    },
    Address,
};
use pyronet_rules::{
    arithmetic::add, attest, coverage, ending, exit, ledger, merkle::Sha256, opening, payout, ping,
    session, settlement, start, time::Now, withdrawal, Rule,
};
use sha2::Digest;

pub const START: u64 = 1_800_000_000;
pub const SEGMENTS: u64 = 300;
pub const UNITS_PER_SEGMENT: u64 = 1_000;
pub const SECRET: [u8; 32] = [8; 32];

pub struct HostSha256;

impl Sha256 for HostSha256 {
    fn digest(parts: &[&[u8]]) -> [u8; 32] {
        let mut hash = sha2::Sha256::new();
        for part in parts {
            hash.update(part);
        }
        hash.finalize().into()
    }
}

/// How many random cases to try; PROPTEST_CASES asks for more.
pub fn cases(usual: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(usual);
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

pub fn zeroed<T: PlainData>() -> T {
    T::read(&[0; 4096]).unwrap()
}

/// A full plan tree, built the slow way.
#[derive(Clone)]
pub struct Plan {
    levels: Vec<Vec<[u8; 32]>>,
    units: Vec<u64>,
}

impl Plan {
    pub fn of(units: Vec<u64>) -> Self {
        let mut level: Vec<[u8; 32]> = (1_u64..)
            .zip(&units)
            .map(|(index, units)| {
                HostSha256::digest(&[
                    b"pyro.plan.v1\0\0\0\0",
                    &index.to_le_bytes(),
                    &units.to_le_bytes(),
                ])
            })
            .collect();
        level.resize(level.len().next_power_of_two(), [0; 32]);
        let mut levels = vec![level];
        while levels.last().unwrap().len() > 1 {
            let above = levels
                .last()
                .unwrap()
                .chunks(2)
                .map(|pair| HostSha256::digest(&[b"pyro.node.v1\0\0\0\0", &pair[0], &pair[1]]))
                .collect();
            levels.push(above);
        }
        Self { levels, units }
    }

    pub fn even(segments: u64) -> Self {
        Self::of(
            (1..=segments)
                .map(|segment| segment * UNITS_PER_SEGMENT)
                .collect(),
        )
    }

    pub fn root(&self) -> [u8; 32] {
        self.levels.last().unwrap()[0]
    }

    /// Cumulative units after `segment` segments and the siblings of their leaf.
    pub fn opening(&self, segment: u64) -> (u64, Vec<[u8; 32]>) {
        let position = usize::try_from(segment - 1).unwrap();
        let siblings = self.levels[..self.levels.len() - 1]
            .iter()
            .enumerate()
            .map(|(height, level)| level[(position >> height) ^ 1])
            .collect();
        (self.units[position], siblings)
    }
}

pub fn values() -> ParamsValues {
    ParamsValues {
        fee_bps: 500,
        cancel_deposit_bps: 100,
        slash_burn_bps: 5_000,
        open_attestations_max: 8,
        interval_min_s: 60,
        interval_max_s: 300,
        accept_within_max_s: 600,
        start_within_max_s: 3_600,
        prefix_within_min_s: 60,
        prefix_within_max_s: 600,
        window_s: 600,
        window_slots: 1_000,
        raise_delay_s: 30,
        live_for_min_s: 900,
        live_for_max_s: 7_200,
        unbonding_s: 14 * 86_400,
        evidence_s: 7 * 86_400,
        punitive_slots_per_minute: 120,
        bond_per_lease_min: 1_000,
        price_per_hour_min: 1,
        price_per_hour_max: 1_000_000_000_000,
        duration_min_s: 1,
        duration_max_s: 30 * 86_400,
        crank_tip_lamports: 20_000,
        tip_lamports_max: 10_000_000,
        tier_stake_min: [1_000, 10_000, 100_000],
        slash_rest_s: 7 * 86_400,
        slash_stake_bps: 5_000,
        slash_challenger_bps: 1_000,
        slash_verifier_bps: 1_000,
        fee_treasury_bps: 4_000,
        fee_burn_bps: 4_000,
        fee_verifier_bps: 2_000,
        burn_lot_atoms: 10_000_000,
        burn_first_price: 100_000_000,
        burn_fall_slots: 9_000,
        burn_start_bps: 20_000,
        ..zeroed()
    }
}

pub fn reputation_values() -> ReputationValues {
    ReputationValues {
        half: 1_000,
        pair_cap: 300,
        epoch_cap: 500,
        high_value: 5_000_000_000,
        epoch_s: 604_800,
        high_value_min: 100_000,
        accepted_ppm: 250_000,
        keep_bps: [9_000, 8_000, 7_000, 7_000, 2_500],
        ..zeroed()
    }
}

#[derive(Clone)]
pub struct Market {
    pub now: Now,
    pub params: Params,
    pub provider: Provider,
    pub offer: Offer,
    pub lease: Lease,
    pub attestations: Vec<Attestation>,
    pub plan: Plan,
    pub terms: TakeOffer,
    /// Root and number of the requests that the next attestations state.
    pub requests: ([u8; 32], u32),
}

impl Market {
    pub fn new() -> Self {
        let plan = Plan::even(SEGMENTS);
        let mut params: Params = zeroed();
        params.params_version = 1;
        params.values = values();
        params.reputation = reputation_values();
        let mut provider: Provider = zeroed();
        provider.status = ProviderStatus::Active as u8;
        provider.bond_free = 1_000_000_000_000;
        provider.live_until = START + 7_200;
        let mut offer: Offer = zeroed();
        offer.status = OfferStatus::Listed as u8;
        offer.modes = 3;
        offer.gpu_count = 4;
        offer.gpu_free = 4;
        offer.price_per_hour = 360_000;
        offer.guaranteed_units_per_s = 1_000;
        offer.min_duration_s = 1;
        offer.max_duration_s = 86_400;
        offer.max_value_at_risk = 1_000_000_000;
        offer.interval_s = 60;
        offer.accept_within_s = 60;
        offer.start_within_s = 600;
        offer.prefix_within_s = 120;
        let terms = TakeOffer {
            price_per_hour_max: 360_000,
            duration_s: 600,
            unit_cap: SEGMENTS * UNITS_PER_SEGMENT,
            segment_count: SEGMENTS,
            job_root: [1; 32],
            plan_root: plan.root(),
            tip_lamports: 100_000,
            params_version: 1,
            gpu_count: 1,
            session_key: Address::new_from_array([9; 32]),
            ..zeroed()
        };
        Self {
            now: Now {
                at: START,
                slot: 1_000,
            },
            params,
            provider,
            offer,
            lease: zeroed(),
            attestations: Vec::new(),
            plan,
            terms,
            requests: ([0; 32], 0),
        }
    }

    /// A lease that started at [`START`].
    pub fn started() -> Self {
        let mut market = Self::new();
        market.open().unwrap();
        market.start().unwrap();
        market
    }

    /// The same for Rent, paid for `seconds`.
    pub fn rented(seconds: u64) -> Self {
        let mut market = Self::new();
        market.terms = TakeOffer {
            mode: 1,
            duration_s: seconds,
            unit_cap: 0,
            segment_count: 0,
            job_root: [0; 32],
            plan_root: [0; 32],
            ..market.terms
        };
        market.open().unwrap();
        market.start().unwrap();
        market
    }

    /// Lets time pass, with two and a half slots a second.
    pub fn pass(&mut self, seconds: u64) {
        self.now.at += seconds;
        self.now.slot += seconds * 5 / 2;
    }

    /// Sets the time to so many seconds after [`START`].
    pub fn at(&mut self, second: u64) {
        self.pass(START + second - self.now.at);
    }

    pub fn open(&mut self) -> Rule<u64> {
        opening::open(
            &mut self.lease,
            &self.terms,
            &mut self.offer,
            &mut self.provider,
            &self.params,
            self.now,
        )
    }

    pub fn commitment() -> [u8; 32] {
        HostSha256::digest(&[b"pyro.cmit.v1\0\0\0\0", &SECRET])
    }

    pub fn accept_lease(&mut self) -> Rule {
        start::accept(
            &mut self.lease,
            &mut self.provider,
            &Self::commitment(),
            self.now,
        )
    }

    pub fn start(&mut self) -> Rule {
        start::start(
            &mut self.lease,
            &mut self.provider,
            &Self::commitment(),
            self.now,
        )
    }

    pub fn reject(&mut self) -> Rule {
        start::reject(
            &mut self.lease,
            &mut self.offer,
            &mut self.provider,
            self.now,
        )
    }

    pub fn expire(&mut self) -> Rule {
        start::expire(
            &mut self.lease,
            &mut self.offer,
            &mut self.provider,
            self.now,
        )
    }

    pub fn cancel(&mut self) -> Rule {
        start::cancel(
            &mut self.lease,
            &mut self.offer,
            &mut self.provider,
            self.now,
        )
    }

    pub fn stop(&mut self) -> Rule {
        ending::stop(
            &mut self.lease,
            &mut self.offer,
            &mut self.provider,
            self.now,
        )
    }

    pub fn give_notice(&mut self) -> Rule {
        exit::give_notice(&mut self.lease, &mut self.provider, self.now)
    }

    /// Leaves; the atoms that the free bond pays.
    pub fn exit(&mut self) -> Rule<u64> {
        exit::exit(
            &mut self.lease,
            &mut self.offer,
            &mut self.provider,
            self.now,
        )
    }

    pub fn end(&mut self) -> Rule {
        ending::end(
            &mut self.lease,
            &mut self.offer,
            &mut self.provider,
            self.now,
        )
    }

    pub fn beat(&mut self) -> Rule {
        coverage::require_provable(&self.lease, self.now)?;
        coverage::beat(&mut self.lease, self.now).map(|_| ())
    }

    pub fn ping(&mut self) -> Rule {
        ping::ping(&mut self.lease, self.now)
    }

    pub fn fail(&mut self) -> Rule {
        ping::fail(
            &mut self.lease,
            &mut self.offer,
            &mut self.provider,
            self.now,
        )
    }

    /// Redeems a voucher; times count from the lease's start.
    pub fn vouch(&mut self, served: u64, covered_s: u64, accepted: Option<u64>) -> Rule {
        let segments = accepted.unwrap_or(0);
        let voucher = Voucher {
            served_until: add(self.lease.started_at, served)?,
            covered_s,
            delivered_segments: segments,
            accepted_segments: segments,
            ..zeroed()
        };
        let units = accepted
            .filter(|segments| *segments > 0)
            .map(|segments| self.plan.opening(segments).0);
        session::redeem(
            &mut self.lease,
            &voucher,
            session::VoucherSigner::Session,
            units,
            self.now,
        )
    }

    pub fn attest(&mut self, segments: u64) -> Rule {
        let (units, siblings) = self.plan.opening(segments);
        let mut attestation: Attestation = zeroed();
        let args = AttestResult {
            seq: self.lease.attestation_seq,
            segments,
            units,
            segments_root: [3; 32],
            result_root: [4; 32],
            provider_secret: SECRET,
            requests_root: self.requests.0,
            request_count: self.requests.1,
            ..zeroed()
        };
        attest::attest::<HostSha256>(
            &mut attestation,
            &args,
            &siblings,
            &mut self.lease,
            Some(&mut self.offer),
            &mut self.provider,
            &self.params,
            self.now,
        )?;
        self.attestations.push(attestation);
        Ok(())
    }

    pub fn accept_result(&mut self, index: usize) -> Rule {
        settlement::accept(
            &mut self.lease,
            &mut self.attestations[index],
            &mut self.provider,
            self.now,
        )
    }

    pub fn release(&mut self, index: usize) -> Rule {
        settlement::release_unaudited(
            &mut self.lease,
            &mut self.attestations[index],
            &mut self.provider,
            self.now,
        )
    }

    /// Takes a result back; the atoms that the free bond pays.
    pub fn withdraw_result(&mut self, index: usize) -> Rule<u64> {
        withdrawal::withdraw(
            &mut self.lease,
            &mut self.attestations[index],
            &mut self.provider,
            self.now,
        )
    }

    pub fn settle_stopped(&mut self) -> Rule {
        settlement::settle_stopped(&mut self.lease, &mut self.provider, self.now)
    }

    /// Claims of provider, fees and renter, in this order.
    pub fn claim_all(&mut self) -> [u64; 3] {
        let claimed = [
            payout::claim_provider(&mut self.lease).unwrap(),
            payout::claim_fees(&mut self.lease).unwrap(),
            payout::claim_renter(&mut self.lease).unwrap(),
        ];
        ledger::check(&self.lease).unwrap();
        claimed
    }
}

pub fn generic_class() -> GpuClass {
    GpuClass {
        class_id: 100,
        ..zeroed()
    }
}
