//! Whatever the parties do, and whenever: the ledger adds up after every step, nothing that was
//! granted is taken back, and in the end all money can be had by somebody.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod market;

use market::{Market, SEGMENTS};
use proptest::prelude::*;
use pyronet_interface::state::{AttestationStatus, Lease, LeaseState};
use pyronet_rules::{bond, coverage, ledger, payout, provider, session, top_up, Rule};

#[derive(Clone, Copy, Debug)]
enum Step {
    Pass(u64),
    Halt(u64),
    Accept,
    Start,
    Reject,
    Expire,
    Cancel,
    Beat,
    Vouch {
        served: u64,
        covered: u64,
        accepted: u64,
    },
    Attest(u64),
    AcceptResult(usize),
    Release(usize),
    Stop,
    End,
    GiveNotice,
    Exit,
    Ping,
    Fail,
    SettleStopped,
    TopUp {
        seconds: u64,
        units: u64,
    },
    Rotate,
    ClaimProvider,
    ClaimFees,
    ClaimRenter,
    ReleaseBond,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0_u64..70).prop_map(Step::Pass),
        2 => (0_u64..2_000).prop_map(Step::Pass),
        1 => (0_u64..2_000).prop_map(Step::Halt),
        1 => Just(Step::Accept),
        3 => Just(Step::Start),
        1 => Just(Step::Reject),
        1 => Just(Step::Expire),
        1 => Just(Step::Cancel),
        8 => Just(Step::Beat),
        6 => (0_u64..700, 0_u64..700, 0_u64..=SEGMENTS).prop_map(|(served, covered, accepted)| Step::Vouch { served, covered, accepted }),
        4 => (1_u64..=SEGMENTS).prop_map(Step::Attest),
        1 => Just(Step::Attest(SEGMENTS)),
        2 => (0_usize..3).prop_map(Step::AcceptResult),
        3 => (0_usize..3).prop_map(Step::Release),
        1 => Just(Step::Stop),
        1 => Just(Step::End),
        2 => Just(Step::Ping),
        2 => Just(Step::Fail),
        1 => Just(Step::GiveNotice),
        1 => Just(Step::Exit),
        2 => Just(Step::SettleStopped),
        1 => (0_u64..100, 0_u64..50_000).prop_map(|(seconds, units)| Step::TopUp { seconds, units }),
        1 => Just(Step::Rotate),
        2 => Just(Step::ClaimProvider),
        2 => Just(Step::ClaimFees),
        2 => Just(Step::ClaimRenter),
        1 => Just(Step::ReleaseBond),
    ]
}

/// Carries a step out on a copy, as the chain does, and keeps the copy only if it succeeds.
fn take(market: &mut Market, step: Step) -> bool {
    let before = (
        market.lease,
        market.offer,
        market.provider,
        market.attestations.clone(),
    );
    let outcome = perform(market, step);
    if outcome.is_err() {
        (
            market.lease,
            market.offer,
            market.provider,
            market.attestations,
        ) = before;
    }
    outcome.is_ok()
}

fn perform(market: &mut Market, step: Step) -> Rule {
    let known = |market: &Market, index: usize| market.attestations.len() > index;
    match step {
        Step::Pass(seconds) => {
            market.pass(seconds);
            Ok(())
        }
        Step::Halt(seconds) => {
            market.now.at += seconds;
            Ok(())
        }
        Step::Accept => market.accept_lease(),
        Step::Start => market.start(),
        Step::Reject => market.reject(),
        Step::Expire => market.expire(),
        Step::Cancel => market.cancel(),
        Step::Beat => market.beat(),
        Step::Vouch {
            served,
            covered,
            accepted,
        } => {
            let accepted = (market.lease.mode == 0).then_some(accepted);
            market.vouch(served, covered, accepted)
        }
        Step::Attest(segments) => market.attest(segments),
        Step::AcceptResult(index) if known(market, index) => market.accept_result(index),
        Step::Release(index) if known(market, index) => market.release(index),
        Step::AcceptResult(_) | Step::Release(_) => Ok(()),
        Step::Stop => market.stop(),
        Step::End => market.end(),
        Step::Ping => market.ping(),
        Step::Fail => market.fail(),
        Step::GiveNotice => market.give_notice(),
        Step::Exit => market.exit().map(|_| ()),
        Step::SettleStopped => market.settle_stopped(),
        Step::TopUp { seconds, units } => {
            let units = if market.lease.mode == 0 { units } else { 0 };
            top_up::top_up(
                &mut market.lease,
                &mut market.provider,
                &market.params,
                seconds,
                units,
                market.now,
            )
            .map(|_| ())
        }
        Step::Rotate => session::rotate(
            &mut market.lease,
            &pyronet_interface::Address::new_from_array([11; 32]),
            market.now,
        ),
        Step::ClaimProvider => payout::claim_provider(&mut market.lease).map(|_| ()),
        Step::ClaimFees => payout::claim_fees(&mut market.lease).map(|_| ()),
        Step::ClaimRenter => payout::claim_renter(&mut market.lease).map(|_| ()),
        Step::ReleaseBond if market.lease.state == LeaseState::Settled as u8 => {
            bond::release(&mut market.lease, &mut market.provider, market.now)
        }
        Step::ReleaseBond => Ok(()),
    }
}

/// The provider's bond, with what it paid to the renter.
fn deposits(
    Market {
        provider, lease, ..
    }: &Market,
) -> u64 {
    provider.bond_free + provider.bond_locked + provider.bond_unbonding + lease.subsidy_funded
}

/// What must hold between two states of the same lease.
fn assert_sound(before: &Lease, market: &Market, step: Step) {
    let after = &market.lease;
    assert_eq!(ledger::check(after), Ok(()), "{step:?} broke the ledger");
    assert!(after.state >= before.state, "{step:?} went back in state");
    assert!(
        after.released >= before.released,
        "{step:?} took back a release"
    );
    assert!(
        after.covered_s >= before.covered_s || matches!(step, Step::Exit),
        "{step:?} took back coverage"
    );
    assert!(
        after.anchor_at >= before.anchor_at,
        "{step:?} moved the anchor back"
    );
    assert!(
        after.released <= after.funded,
        "{step:?} released more than was funded"
    );
    assert!(
        after.fee_claimed >= before.fee_claimed && after.renter_claimed >= before.renter_claimed
    );
    if after.started_at != 0 {
        let proven = after.anchor_at.min(coverage::end(after)) - after.started_at;
        assert!(
            after.covered_s <= proven,
            "{step:?} covered more than has passed"
        );
    }
    if before.state == LeaseState::Settled as u8 {
        assert_eq!(
            after.released, before.released,
            "{step:?} released after settlement"
        );
    }
    let live = after.state < LeaseState::Stopping as u8;
    assert_eq!(
        market.offer.gpu_free,
        if live { 3 } else { 4 },
        "{step:?} lost capacity"
    );
    assert_eq!(market.provider.live_leases, u32::from(live));
    assert_eq!(market.provider.bond_locked, after.bond_locked);
}

/// Everybody but the crank is gone: the deadlines pass, and the lease still empties.
fn wind_up(market: &mut Market) {
    for _ in 0..16 {
        market.pass(100_000);
        take(market, Step::Expire);
        take(market, Step::End);
        take(market, Step::SettleStopped);
        for index in 0..market.attestations.len() {
            if market.attestations[index].status == AttestationStatus::Pending as u8 {
                take(market, Step::Release(index));
            }
        }
    }
    assert_eq!(
        market.lease.state,
        LeaseState::Settled as u8,
        "the lease never settled"
    );
    market.pass(8 * 86_400);
    market.claim_all();
    assert_eq!(
        ledger::vault_floor(&market.lease).unwrap(),
        0,
        "money is left that nobody can claim"
    );
    if market.lease.bond_locked != 0 {
        bond::release(&mut market.lease, &mut market.provider, market.now).unwrap();
    }
    for attestation in market.attestations.clone() {
        payout::close_attestation(&mut market.lease, &attestation, market.now).unwrap();
    }
    payout::require_closable(&market.lease).unwrap();
    assert_eq!(market.provider.bond_locked, 0);
    provider::request_unbond(
        &mut market.provider,
        0,
        1,
        &market.params.values,
        market.now,
    )
    .unwrap();
}

fn live(mut market: Market, steps: &[Step]) {
    let bond_before = deposits(&market);
    market.open().unwrap();
    for step in steps {
        let before = market.lease;
        if take(&mut market, *step) {
            assert_sound(&before, &market, *step);
        }
        assert_eq!(deposits(&market), bond_before);
    }
    wind_up(&mut market);
}

proptest! {
    #![proptest_config(market::cases(2000))]

    #[test]
    fn a_verified_job_adds_up_whatever_happens(steps in proptest::collection::vec(step(), 1..60)) {
        live(Market::new(), &steps);
    }

    #[test]
    fn a_started_job_adds_up_whatever_happens(steps in proptest::collection::vec(step(), 1..60)) {
        let begun: Vec<Step> = [Step::Start].into_iter().chain(steps).collect();
        live(Market::new(), &begun);
    }

    #[test]
    fn a_rental_adds_up_whatever_happens(steps in proptest::collection::vec(step(), 1..60), seconds in 1_u64..5_000) {
        let mut market = Market::new();
        market.terms.mode = 1;
        market.terms.duration_s = seconds;
        market.terms.unit_cap = 0;
        market.terms.segment_count = 0;
        market.terms.job_root = [0; 32];
        market.terms.plan_root = [0; 32];
        let begun: Vec<Step> = [Step::Start].into_iter().chain(steps).collect();
        live(market, &begun);
    }

    #[test]
    fn claiming_often_pays_what_claiming_once_pays(
        spans in proptest::collection::vec(1_u64..80, 1..40),
        price in 1_u64..1_000_000,
    ) {
        let mut often = Market::new();
        often.offer.price_per_hour = price;
        often.terms.price_per_hour_max = price;
        often.terms = pyronet_interface::instruction::TakeOffer {
            mode: 1, duration_s: 86_400, unit_cap: 0, segment_count: 0, job_root: [0; 32], plan_root: [0; 32], ..often.terms
        };
        often.open().unwrap();
        often.start().unwrap();
        let mut paid = [0; 2];
        let mut second = 0;
        for span in spans {
            often.pass(span);
            second += span;
            often.vouch(second, second, None).unwrap();
            paid[0] += payout::claim_provider(&mut often.lease).unwrap();
            paid[1] += payout::claim_fees(&mut often.lease).unwrap();
        }
        let gross = price * second / 3_600;
        prop_assert_eq!(paid, [gross - gross * 500 / 10_000, gross * 500 / 10_000]);
    }
}
