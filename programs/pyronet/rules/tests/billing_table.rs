//! The billing table and the rules say the same: random lives take no step that is not in it, and
//! take every step that is.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod market;

use std::collections::BTreeSet;

use market::{Market, SEGMENTS};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use pyronet_interface::{
    billing::{Next, STEPS},
    state::{LeaseMode, LeaseState},
    Address,
};
use pyronet_rules::{bond, payout, session, top_up, PyronetError, Rule};

type Taken = BTreeSet<(&'static str, u8, u8)>;

const GONE: u8 = u8::MAX;

type Act = (&'static str, fn(&mut Market, u64) -> Rule);

/// Instructions by name, each played with a number that means what it needs.
const ACTS: &[Act] = &[
    ("accept_lease", |market, _| market.accept_lease()),
    ("start_lease", |market, _| market.start()),
    ("reject_lease", |market, _| market.reject()),
    ("cancel_lease", |market, _| market.cancel()),
    ("expire_lease", |market, _| market.expire()),
    ("heartbeat", |market, _| market.beat()),
    ("checkpoint", |market, _| market.beat()),
    ("redeem_voucher", |market, number| {
        let run = market.lease.mode == LeaseMode::Run as u8;
        let second = number % 700;
        market.vouch(second, second, run.then_some(number % (SEGMENTS + 1)))
    }),
    ("attest_result", |market, number| {
        let segments = [number % SEGMENTS + 1, SEGMENTS];
        market.attest(segments[usize::from(number % 2 == 0)])
    }),
    ("accept_result", |market, number| {
        with_attestation(market, number, Market::accept_result)
    }),
    ("settle_lease", |market, number| {
        with_attestation(market, number, Market::release)
    }),
    ("settle_lease", |market, _| market.settle_stopped()),
    ("ping_lease", |market, _| market.ping()),
    ("fail_lease", |market, _| market.fail()),
    ("notice_exit", |market, _| market.give_notice()),
    ("exit_lease", |market, _| market.exit().map(|_| ())),
    ("stop_lease", |market, _| market.stop()),
    ("end_lease", |market, _| market.end()),
    ("top_up", |market, number| {
        let units = if market.lease.mode == LeaseMode::Run as u8 {
            number
        } else {
            0
        };
        top_up::top_up(
            &mut market.lease,
            &mut market.provider,
            &market.params,
            number % 100,
            units,
            market.now,
        )
        .map(|_| ())
    }),
    ("rotate_session", |market, number| {
        let key = Address::new_from_array([number as u8 | 1; 32]);
        session::rotate(&mut market.lease, &key, market.now)
    }),
    ("claim_provider", |market, _| {
        payout::claim_provider(&mut market.lease).map(|_| ())
    }),
    ("claim_fees", |market, _| {
        payout::claim_fees(&mut market.lease).map(|_| ())
    }),
    ("claim_renter", |market, _| {
        payout::claim_renter(&mut market.lease).map(|_| ())
    }),
    ("release_bond", |market, _| {
        // The state is the instruction's own check.
        if market.lease.state != LeaseState::Settled as u8 {
            return Err(PyronetError::WrongState);
        }
        bond::release(&mut market.lease, &mut market.provider, market.now)
    }),
    ("close_attestation", |market, _| {
        let last = market.attestations.last().copied();
        let attestation = last.ok_or(PyronetError::NothingNew)?;
        payout::close_attestation(&mut market.lease, &attestation, market.now)?;
        market.attestations.pop();
        Ok(())
    }),
];

fn with_attestation(market: &mut Market, number: u64, act: fn(&mut Market, usize) -> Rule) -> Rule {
    let index = usize::try_from(number % 3).unwrap();
    if index >= market.attestations.len() {
        return Err(PyronetError::NothingNew);
    }
    act(market, index)
}

/// Plays a life and writes down each step that the rules allowed.
fn live(mut market: Market, acts: &[(usize, u64, u64)], taken: &mut Taken) {
    market.open().unwrap();
    for (act, number, seconds) in acts {
        market.pass(*seconds);
        let (name, play) = ACTS[*act];
        let kept = (
            market.lease,
            market.offer,
            market.provider,
            market.attestations.clone(),
        );
        if play(&mut market, *number).is_ok() {
            taken.insert((name, kept.0.state, market.lease.state));
        } else {
            (
                market.lease,
                market.offer,
                market.provider,
                market.attestations,
            ) = kept;
        }
        if payout::require_closable(&market.lease).is_ok() {
            taken.insert(("close_lease", market.lease.state, GONE));
        }
    }
}

fn in_table() -> Taken {
    let mut rows = Taken::new();
    for step in STEPS {
        for from in step.from {
            let next = match step.next {
                Next::Same => *from as u8,
                Next::To(state) => state as u8,
                Next::Closed => GONE,
            };
            assert!(
                rows.insert((step.instruction, *from as u8, next)),
                "{} from {from:?} stands twice in the table",
                step.instruction
            );
        }
    }
    rows
}

#[test]
fn the_table_has_each_step_that_the_rules_allow_and_no_other() {
    let act = (
        0..ACTS.len(),
        0_u64..1_000,
        prop_oneof![6 => 0_u64..60, 3 => 0_u64..800, 1 => Just(700_000_u64)],
    );
    let lives = (any::<bool>(), proptest::collection::vec(act, 1..50));
    let seeded = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), seeded);
    let mut taken = Taken::new();
    for number in 0..20_000 {
        let (rents, acts) = lives.new_tree(&mut runner).unwrap().current();
        let mut market = Market::new();
        if rents {
            market.terms.mode = LeaseMode::Rent as u8;
            market.terms.unit_cap = 0;
            market.terms.segment_count = 0;
            market.terms.job_root = [0; 32];
            market.terms.plan_root = [0; 32];
        }
        // Half of the lives begin served; otherwise few would come far.
        let started = [(1, 0, 0)];
        let begun = if number % 2 == 0 { &started[..] } else { &[] };
        live(market, &[begun, &acts].concat(), &mut taken);
    }
    let table = in_table();
    let unlisted: Vec<_> = taken.difference(&table).collect();
    let unseen: Vec<_> = table.difference(&taken).collect();
    assert!(
        unlisted.is_empty(),
        "allowed, but not in the table: {unlisted:?}"
    );
    assert!(
        unseen.is_empty(),
        "in the table, but never allowed: {unseen:?}"
    );
}
