//! Failover: when bids count, and that no split of the money makes or loses an atom.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod market;

use market::{cases, zeroed, HostSha256, Market, SEGMENTS, UNITS_PER_SEGMENT};
use proptest::prelude::*;
use pyronet_interface::{
    message::Voucher,
    state::{FailoverState, Lease, LeaseState, Offer, Provider},
    Address,
};
use pyronet_rules::{
    failover::{self, Phase, BIDDING_SLOTS},
    ledger, payout, session, settlement, start,
    succession::{award, carry, Carried, Moved, Succession},
    PyronetError, Rule,
};

const OFFER: [u8; 32] = [7; 32];
/// 120 seconds at 100 a second: the most that the failed provider bears.
const NOTICE_PRICE: u64 = 12_000;

/// A market whose lease may be taken over, and the one who could.
struct Two {
    market: Market,
    offer: Offer,
    provider: Provider,
    successor: Lease,
}

impl Two {
    /// The first charges 360,000 an hour for 1,000 units a second.
    fn new(price: u64, speed: u64) -> Self {
        let mut market = Market::new();
        market.terms.hops_max = 1;
        market.terms.failover_max_rate = u64::MAX;
        market.open().unwrap();
        market.start().unwrap();
        let mut offer = market.offer;
        offer.provider = Address::new_from_array([5; 32]);
        offer.price_per_hour = price;
        offer.guaranteed_units_per_s = speed;
        Self {
            offer,
            provider: market.provider,
            successor: zeroed(),
            market,
        }
    }

    /// Silent after so many segments were acknowledged, one a second.
    fn fail_after(&mut self, acknowledged: u64) {
        for second in
            (1..=acknowledged).filter(|second| second % 60 == 0 || *second == acknowledged)
        {
            self.market.at(second);
            let voucher = Voucher {
                served_until: self.market.lease.started_at + second,
                covered_s: second,
                delivered_segments: second,
                delivered_root: [6; 32],
                ..zeroed()
            };
            let signed_by = session::VoucherSigner::Session;
            session::redeem(
                &mut self.market.lease,
                &voucher,
                signed_by,
                None,
                self.market.now,
            )
            .unwrap();
        }
        self.market.ping().unwrap();
        self.market.pass(61);
        self.market.fail().unwrap();
    }

    fn bid(&mut self) -> Rule {
        let opened = self.market.lease.ack_segment.max(1);
        let (units, siblings) = self.market.plan.opening(opened);
        failover::bid::<HostSha256>(
            &mut self.market.lease,
            &Address::new_from_array(OFFER),
            &self.offer,
            &self.provider,
            &self.market.params,
            units,
            &siblings,
            self.market.now,
        )
    }

    fn award(&mut self) -> Rule<Moved> {
        let parties = Succession {
            former: &mut self.market.lease,
            former_provider: &mut self.market.provider,
            successor: &mut self.successor,
            offer: &mut self.offer,
            provider: &mut self.provider,
        };
        let key = Address::new_from_array(OFFER);
        award(parties, &key, &self.market.params, self.market.now)
    }

    fn carry(&mut self) -> Rule<Carried> {
        carry(
            &mut self.market.lease,
            &mut self.market.provider,
            &mut self.successor,
        )
    }
}

#[test]
fn a_policy_needs_both_hops_and_a_rate() {
    for (hops, rate) in [(0, 0), (1, 1), (8, u64::MAX)] {
        assert_eq!(failover::check_policy(hops, rate), Ok(()));
    }
    for (hops, rate) in [(0, 1), (1, 0), (9, 1)] {
        let refused = Err(PyronetError::InvalidPolicy);
        assert_eq!(failover::check_policy(hops, rate), refused);
    }
}

#[test]
fn without_a_policy_a_failed_lease_refunds() {
    let mut market = Market::started();
    market.ping().unwrap();
    market.pass(61);
    market.fail().unwrap();
    assert_eq!(market.lease.failover_state, FailoverState::None as u8);
    assert_eq!(market.claim_all(), [0, 0, 30_000]);
}

#[test]
fn bids_award_and_another_round_follow_each_other_in_slots() {
    let mut two = Two::new(360_000, 1_000);
    two.fail_after(100);
    let close = two.market.lease.failover_close_slot;
    let phase_at = |two: &mut Two, slot: u64| {
        two.market.now.slot = slot;
        failover::phase(&two.market.lease, two.market.now)
    };
    assert_eq!(phase_at(&mut two, close + 1), Phase::Over);
    assert_eq!(phase_at(&mut two, close), Phase::Bids);
    two.bid().unwrap();
    assert_eq!(phase_at(&mut two, close + 1), Phase::Award);
    assert_eq!(phase_at(&mut two, close + BIDDING_SLOTS), Phase::Award);
    assert_eq!(phase_at(&mut two, close + BIDDING_SLOTS + 1), Phase::Again);
    assert_eq!(phase_at(&mut two, close + 2 * BIDDING_SLOTS), Phase::Again);
    assert_eq!(
        phase_at(&mut two, close + 2 * BIDDING_SLOTS + 1),
        Phase::Over
    );
    for _ in 0..2 {
        let close = two.market.lease.failover_close_slot;
        two.market.now.slot = close + BIDDING_SLOTS + 1;
        two.bid().unwrap();
    }
    let close = two.market.lease.failover_close_slot;
    assert_eq!(phase_at(&mut two, close + BIDDING_SLOTS), Phase::Award);
    assert_eq!(phase_at(&mut two, close + BIDDING_SLOTS + 1), Phase::Over);
    assert_eq!(two.bid(), Err(PyronetError::TooLate));
    assert_eq!(two.award(), Err(PyronetError::TooLate));
    failover::conclude(&mut two.market.lease, two.market.now);
    assert_eq!(two.market.lease.failover_state, FailoverState::NoFit as u8);
}

#[test]
fn what_is_acknowledged_after_the_failure_counts_no_more() {
    let mut two = Two::new(360_000, 1_000);
    two.fail_after(100);
    two.market.vouch(100, 100, Some(120)).unwrap();
    assert_eq!(two.market.lease.ack_segment, 100);
    assert_eq!(two.market.lease.accepted_segments, 0);
    two.market.vouch(100, 100, Some(100)).unwrap();
    assert_eq!(two.market.lease.accepted_segments, 100);
}

#[test]
fn results_beyond_what_was_acknowledged_are_accepted_no_more() {
    let mut two = Two::new(360_000, 1_000);
    two.market.at(50);
    two.market.attest(150).unwrap();
    two.fail_after(100);
    let refused = Err(PyronetError::Unacknowledged);
    assert_eq!(two.market.accept_result(0), refused);
    two.market.now.slot += BIDDING_SLOTS + 1;
    failover::conclude(&mut two.market.lease, two.market.now);
    assert_eq!(two.market.accept_result(0), Ok(()));
}

#[test]
fn a_wrong_opening_of_the_plan_is_refused() {
    let mut two = Two::new(360_000, 1_000);
    two.fail_after(100);
    let (units, siblings) = two.market.plan.opening(101);
    let refused = failover::bid::<HostSha256>(
        &mut two.market.lease,
        &Address::new_from_array(OFFER),
        &two.offer,
        &two.provider,
        &two.market.params,
        units,
        &siblings,
        two.market.now,
    );
    assert_eq!(refused, Err(PyronetError::InvalidProof));
}

#[test]
fn the_bond_stays_locked_while_bids_count() {
    let mut two = Two::new(360_000, 1_000);
    two.fail_after(0);
    two.bid().unwrap();
    two.market.now.at += 200;
    two.market.now.slot += 40;
    let early = pyronet_rules::bond::release(
        &mut two.market.lease,
        &mut two.market.provider,
        two.market.now,
    );
    assert_eq!(early, Err(PyronetError::TooEarly));
}

#[test]
fn what_was_released_before_counts_as_paid_though_nobody_acknowledged_it() {
    let mut two = Two::new(300_000, 1_000);
    two.market.params.values.window_s = 100;
    two.market.params.values.window_slots = 100;
    two.market.at(50);
    two.market.attest(200).unwrap();
    two.market.at(200);
    two.market.release(0).unwrap();
    two.fail_after(0);
    // 5,000 were released and 15,000 may yet be; the rest of the job costs 25,000.
    assert_eq!(two.bid(), Err(PyronetError::ShortOfFunds));
}

#[test]
fn who_declines_is_succeeded_and_not_at_fault() {
    let mut two = Two::new(504_000, 1_000);
    two.market = Market::new();
    two.market.terms.hops_max = 1;
    two.market.terms.failover_max_rate = 504_000;
    two.market.open().unwrap();
    two.market.reject().unwrap();
    assert_eq!(two.bid(), Err(PyronetError::ShortOfFunds));
    two.offer.price_per_hour = 360_000;
    two.bid().unwrap();
    two.market.pass(21);
    let all = Moved {
        escrow: 30_000,
        subsidy: 0,
    };
    assert_eq!(two.award(), Ok(all));
}

proptest! {
    #![proptest_config(cases(300))]

    /// Whatever price and speed succeed, after whatever was acknowledged, and whatever the successor
    /// then does: every atom is paid once, the renter bears no more for the rest than its own rate,
    /// and the bond no more than was left of its own lease.
    #[test]
    fn no_atom_is_made_or_lost(
        price in 1_000_u64..800_000,
        speed in 1_000_u64..3_000,
        acknowledged in 0_u64..SEGMENTS,
        served in 1_u64..=SEGMENTS,
        returns in any::<bool>(),
        carry_early in any::<bool>(),
    ) {
        let mut two = Two::new(price, speed);
        two.fail_after(acknowledged);
        let bond_before = two.market.provider.bond_free + two.market.provider.bond_locked;
        if two.bid().is_err() {
            // Only what costs nothing is refused, or a price beyond what money and subsidy pay.
            let left = (SEGMENTS - acknowledged) * UNITS_PER_SEGMENT;
            let free = price * left < 3_600 * speed;
            let cost = price * left / (3_600 * speed);
            let borne = (cost / 2).min(NOTICE_PRICE);
            let dear = cost - borne >= (SEGMENTS - acknowledged) * 100;
            prop_assert!(dear || free);
            return Ok(());
        }
        two.market.pass(21);
        let moved = two.award().unwrap();
        ledger::check(&two.market.lease).unwrap();
        start::start(&mut two.successor, &mut two.provider, &Market::commitment(), two.market.now).unwrap();
        if returns && acknowledged > 0 {
            two.market.attest(acknowledged).unwrap();
        }
        let last = served.max(acknowledged + 1).min(SEGMENTS);
        let needed = (last - acknowledged) * UNITS_PER_SEGMENT;
        two.market.pass(needed.div_ceil(speed));
        let covered = two.market.now.at - two.successor.started_at;
        let voucher = Voucher {
            served_until: two.market.now.at,
            covered_s: covered,
            delivered_segments: last,
            accepted_segments: last,
            ..zeroed()
        };
        let units = Some(last * UNITS_PER_SEGMENT);
        session::redeem(&mut two.successor, &voucher, session::VoucherSigner::Session, units, two.market.now).unwrap();
        ledger::check(&two.successor).unwrap();
        pyronet_rules::ending::stop(&mut two.successor, &mut two.offer, &mut two.provider, two.market.now).unwrap();
        if carry_early {
            two.carry().unwrap();
            ledger::check(&two.successor).unwrap();
        }
        let mut paid = payout::claim_renter(&mut two.successor).unwrap();
        two.market.pass(1_000);
        settlement::settle_stopped(&mut two.successor, &mut two.provider, two.market.now).unwrap();
        paid += payout::claim_renter(&mut two.successor).unwrap();
        if two.market.lease.state == LeaseState::Auditing as u8 {
            two.market.release(0).unwrap();
        } else {
            two.market.settle_stopped().unwrap();
        }
        two.carry().unwrap();
        paid += payout::claim_renter(&mut two.successor).unwrap();
        ledger::check(&two.market.lease).unwrap();
        ledger::check(&two.successor).unwrap();
        prop_assert_eq!(two.market.lease.failover_state, FailoverState::Carried as u8);

        let released = two.successor.released;
        let owed = u128::from(two.successor.rate_per_hour) * u128::from(needed) / (3_600 * u128::from(speed));
        prop_assert_eq!(u128::from(released), owed);
        let bond = two.market.provider.bond_free + two.market.provider.bond_locked;
        let borne = bond_before - bond;
        prop_assert!(borne <= moved.subsidy);
        prop_assert_eq!(30_000 - two.market.lease.released + borne, released + paid);
        let own_rate = u128::from(needed) * 360_000 / 3_600_000;
        prop_assert!(u128::from(released - borne) <= own_rate + 1);
        payout::claim_provider(&mut two.successor).unwrap();
        payout::claim_fees(&mut two.successor).unwrap();
        prop_assert_eq!(ledger::vault_floor(&two.successor), Ok(0));
    }
}
