//! The billing table and the rules say the same: random lives take no step that is not in it, and
//! take every step that is.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod market;

use std::collections::BTreeSet;

use market::{zeroed, HostSha256, Market, SEGMENTS};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use pyronet_interface::{
    billing::{Next, STEPS},
    state::{Lease, LeaseMode, LeaseState, Offer, Provider},
    Address,
};
use pyronet_rules::{
    bond,
    contradiction::{self, Statements},
    failover, parking, payout, reputation, session,
    succession::{award, carry, Succession},
    top_up, PyronetError, Rule,
};

type Taken = BTreeSet<(&'static str, u8, u8)>;

const GONE: u8 = u8::MAX;

/// A lease, and somebody who may take it over.
#[derive(Clone)]
struct Life {
    market: Market,
    offer: Offer,
    provider: Provider,
    successor: Lease,
}

const RIVAL_OFFER: [u8; 32] = [7; 32];

impl Life {
    fn new(mode: LeaseMode, hops_max: u8) -> Self {
        let mut market = Market::new();
        if mode as u8 == LeaseMode::Rent as u8 {
            market.terms.mode = mode as u8;
            market.terms.unit_cap = 0;
            market.terms.segment_count = 0;
            market.terms.job_root = [0; 32];
            market.terms.plan_root = [0; 32];
        }
        market.terms.hops_max = hops_max;
        market.terms.failover_max_rate = 400_000 * u64::from(hops_max);
        let mut offer = market.offer;
        offer.provider = Address::new_from_array([5; 32]);
        Self {
            offer,
            provider: market.provider,
            successor: zeroed(),
            market,
        }
    }

    fn bid(&mut self) -> Rule {
        let opened = self.market.lease.ack_segment.max(1);
        let (units, siblings) = self.market.plan.opening(opened);
        failover::bid::<HostSha256>(
            &mut self.market.lease,
            &Address::new_from_array(RIVAL_OFFER),
            &self.offer,
            &self.provider,
            &self.market.params,
            units,
            &siblings,
            self.market.now,
        )
    }

    fn award(&mut self) -> Rule {
        let parties = Succession {
            former: &mut self.market.lease,
            former_provider: &mut self.market.provider,
            successor: &mut self.successor,
            offer: &mut self.offer,
            provider: &mut self.provider,
        };
        let key = Address::new_from_array(RIVAL_OFFER);
        award(parties, &key, &self.market.params, self.market.now).map(|_| ())
    }

    fn carry(&mut self) -> Rule {
        carry(
            &mut self.market.lease,
            &mut self.market.provider,
            &mut self.successor,
        )
        .map(|_| ())
    }
}

/// What another provider does, or is done for it.
type Succeed = (&'static str, fn(&mut Life) -> Rule);

const SUCCESSION: &[Succeed] = &[
    ("bid_failover", Life::bid),
    ("award_failover", Life::award),
    ("carry_lease", Life::carry),
];

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
    ("withdraw_result", |market, number| {
        with_attestation(market, number, |market, index| {
            market.withdraw_result(index).map(|_| ())
        })
    }),
    ("ping_lease", |market, _| market.ping()),
    ("fail_lease", |market, _| market.fail()),
    ("notice_exit", |market, _| market.give_notice()),
    ("exit_lease", |market, _| market.exit().map(|_| ())),
    ("migrate_lease", |market, _| {
        failover::migrate(
            &mut market.lease,
            &mut market.offer,
            &mut market.provider,
            market.now,
        )
    }),
    ("prove_contradiction", |market, _| convict(market)),
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
    ("credit_reputation", |market, _| {
        // Whoever credits claims the fees with it.
        payout::claim_fees(&mut market.lease)?;
        reputation::credit(
            &mut market.lease,
            &mut market.provider,
            &mut zeroed(),
            &zeroed(),
            &market.params.reputation,
            market.now,
        )
        .map(|_| ())
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

/// Nobody's account took anything for as long as it takes.
fn is_parkable(mut market: Market) -> bool {
    market.now.at = market.now.at.max(market.lease.evidence_until) + parking::PARK_AFTER_S + 1;
    parking::park_provider(&mut market.lease, market.now).is_ok()
}

/// Its first two attestations are shown to differ.
fn convict(market: &mut Market) -> Rule {
    let [first, second, ..] = market.attestations.as_mut_slice() else {
        return Err(PyronetError::NothingNew);
    };
    contradiction::convict(
        &mut zeroed(),
        Statements { first, second },
        &mut market.lease,
        Some(&mut market.offer),
        &mut market.provider,
        &market.params,
        market.now,
    )
}

fn with_attestation(market: &mut Market, number: u64, act: fn(&mut Market, usize) -> Rule) -> Rule {
    let index = usize::try_from(number % 3).unwrap();
    if index >= market.attestations.len() {
        return Err(PyronetError::NothingNew);
    }
    act(market, index)
}

/// Plays a life and writes down each step that the rules allowed.
fn live(mut life: Life, acts: &[(usize, u64, u64)], taken: &mut Taken) {
    life.market.open().unwrap();
    for (act, number, seconds) in acts {
        life.market.pass(*seconds);
        let kept = life.clone();
        let (name, outcome) = match ACTS.get(*act) {
            Some((name, play)) => (*name, play(&mut life.market, *number)),
            None => {
                let (name, play) = SUCCESSION[act - ACTS.len()];
                (name, play(&mut life))
            }
        };
        if outcome.is_ok() {
            taken.insert((name, kept.market.lease.state, life.market.lease.state));
        } else {
            life = kept;
        }
        if payout::require_closable(&life.market.lease).is_ok() {
            taken.insert(("close_lease", life.market.lease.state, GONE));
        }
        if is_parkable(life.market.clone()) {
            let state = life.market.lease.state;
            taken.insert(("park_dues", state, state));
        }
    }
}

/// With a bid after whatever may seek a successor, an award when bids have closed, and a carry; what
/// came next by chance comes at once and between them.
fn taken_over(acts: &[(usize, u64, u64)]) -> Vec<(usize, u64, u64)> {
    let seeking = ["fail_lease", "migrate_lease", "expire_lease"];
    let seeks = |act: usize| {
        ACTS.get(act)
            .is_some_and(|(name, _)| seeking.contains(name))
    };
    let [bid, award, carry] = [0, 1, 2].map(|place| ACTS.len() + place);
    let mut longer = Vec::new();
    for pair in acts.chunks(2) {
        longer.extend(pair.first());
        if let [(act, ..), (next, number, _)] = pair {
            if seeks(*act) {
                longer.extend([
                    (bid, 0, 0),
                    (*next, *number, 0),
                    (bid, 0, 0),
                    (award, 0, 21),
                ]);
            }
            longer.extend([(*next, *number, 0), (carry, 0, 0)]);
        }
    }
    longer
}

fn act(wanted: &str) -> usize {
    ACTS.iter().position(|(name, _)| *name == wanted).unwrap()
}

/// Left at once with a part attested that is worth nothing, so that all of it can be taken over while that waits.
fn taken_over_while_audited() -> Vec<(usize, u64, u64)> {
    let [bid, award, carry] = [0, 1, 2].map(|place| ACTS.len() + place);
    let part = 1;
    vec![
        (act("start_lease"), 0, 0),
        (act("migrate_lease"), 0, 0),
        (act("attest_result"), part, 0),
        (bid, 0, 0),
        (award, 0, 21),
        (carry, 0, 0),
    ]
}

/// A part of the job attested, then all of it, which is accepted; and then they differ.
fn contradicted() -> Vec<(usize, u64, u64)> {
    let (part, all, last) = (1, 0, 1);
    vec![
        (act("attest_result"), part, 0),
        (act("attest_result"), all, 0),
        (act("accept_result"), last, 0),
        (act("prove_contradiction"), 0, 0),
    ]
}

/// A part of the job attested, then all of it, both of which are taken back.
fn taken_back() -> Vec<(usize, u64, u64)> {
    let (part, all, last) = (1, 0, 1);
    vec![
        (act("attest_result"), part, 0),
        (act("attest_result"), all, 0),
        (act("withdraw_result"), last, 0),
        (act("withdraw_result"), 0, 0),
    ]
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
        0..ACTS.len() + SUCCESSION.len(),
        0_u64..1_000,
        prop_oneof![6 => 0_u64..60, 3 => 0_u64..800, 1 => Just(700_000_u64)],
    );
    let lives = (any::<bool>(), proptest::collection::vec(act, 1..50));
    let seeded = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), seeded);
    let mut taken = Taken::new();
    for number in 0..20_000 {
        let (rents, acts) = lives.new_tree(&mut runner).unwrap().current();
        let mode = if rents {
            LeaseMode::Rent
        } else {
            LeaseMode::Run
        };
        // Few lives come far by chance: half begin served, and a third look for a successor.
        let started = [(1, 0, 0)];
        let begun = if number % 12 != 0 && number % 2 == 0 {
            &started[..]
        } else {
            &[]
        };
        let succeeds = number % 3 == 0;
        let life = Life::new(mode, u8::from(succeeds));
        let acts = match number % 12 {
            0 => taken_over_while_audited(),
            3 | 6 | 9 => taken_over(&acts),
            _ => acts,
        };
        let regretted = match number % 3 {
            1 => contradicted(),
            2 => taken_back(),
            _ => Vec::new(),
        };
        live(life, &[begun, &acts, &regretted].concat(), &mut taken);
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
