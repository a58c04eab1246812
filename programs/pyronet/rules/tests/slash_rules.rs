//! What a fault costs, to the atom; and what a proof of fraud does to a lease in each of its states.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod market;

use market::{values, zeroed, HostSha256, Market, START};
use proptest::prelude::*;
use pyronet_interface::{
    instruction::ProveContradiction,
    state::{Attestation, AttestationStatus, EndReason, Fault, LeaseState, Seizure},
};
use pyronet_rules::{
    contradiction::{check, convict, Statements},
    ledger,
    merkle::Sha256,
    slash::{burn, claim, is_distributed, penalty, seize, split_bond},
    time::Now,
    PyronetError, Rule,
};

const WEEK: u64 = 7 * 86_400;

proptest! {
    #![proptest_config(market::cases(2000))]

    #[test]
    fn a_seized_bond_is_split_to_the_atom_and_at_least_its_share_burns(
        bond in 0_u64..=u64::MAX, released in 0_u64..=u64::MAX, burn_bps in 5_000_u16..=8_000,
        challenger_bps in 0_u16..=1_000, verifier_bps in 0_u16..=1_000, drawn: bool,
    ) {
        let values = pyronet_interface::state::ParamsValues {
            slash_burn_bps: burn_bps,
            slash_challenger_bps: challenger_bps,
            slash_verifier_bps: verifier_bps,
            ..values()
        };
        let split = split_bond(bond, released, drawn, &values).unwrap();
        let whole = u128::from(split.burn) + u128::from(split.renter) + u128::from(split.challenger) + u128::from(split.verifiers);
        prop_assert_eq!(whole, u128::from(bond));
        prop_assert!(u128::from(split.burn) * 10_000 >= u128::from(bond) * u128::from(burn_bps));
        prop_assert!(u128::from(split.challenger) * 10_000 <= u128::from(bond) * u128::from(challenger_bps));
        prop_assert!(split.renter <= released);
        prop_assert!(drawn || split.verifiers == 0);
    }
}

#[test]
fn being_late_or_away_costs_no_deposit() {
    for fault in [
        Fault::Silent,
        Fault::NoStart,
        Fault::LostCoverage,
        Fault::MissedCompletion,
    ] {
        let cost = penalty(fault, &values());
        assert_eq!((cost.bond_bps, cost.stake_bps), (0, 0));
    }
    assert_eq!(penalty(Fault::Fraud, &values()).bond_bps, 10_000);
    assert_eq!(penalty(Fault::FalseBenchmark, &values()).bond_bps, 0);
}

#[test]
fn stake_that_is_on_its_way_out_is_seized_too_rounded_up() {
    let mut market = Market::started();
    market.provider.stake = 10_001;
    market.provider.stake_unbonding = 3;
    market.provider.tier = 2;
    let mut seizure: Seizure = zeroed();
    seize(
        &mut seizure,
        Fault::Fraud,
        &mut market.lease,
        &mut market.provider,
        &market.params.values,
        market.now,
    )
    .unwrap();
    assert_eq!(
        (market.provider.stake, market.provider.stake_unbonding),
        (5_000, 1)
    );
    assert_eq!(market.provider.stake_seized, 5_003);
    assert_eq!(seizure.stake_seized, 5_003);
    assert_eq!(market.provider.tier, 1);
}

#[test]
fn a_seizure_never_rests_shorter_than_three_days() {
    let mut market = Market::started();
    market.params.values.slash_rest_s = 0;
    let mut seizure: Seizure = zeroed();
    seize(
        &mut seizure,
        Fault::Fraud,
        &mut market.lease,
        &mut market.provider,
        &market.params.values,
        market.now,
    )
    .unwrap();
    assert_eq!(seizure.rest_until - START, 3 * 86_400);
}

/// Two attestations over other leaves, of which the second is accepted where told; and the seizure.
fn convicted(market: &mut Market) -> Rule<Seizure> {
    let (mut first, mut second) = (statement(1), statement(2));
    let mut seizure: Seizure = zeroed();
    convict(
        &mut seizure,
        Statements {
            first: &mut first,
            second: &mut second,
        },
        &mut market.lease,
        Some(&mut market.offer),
        &mut market.provider,
        &market.params,
        market.now,
    )?;
    assert_eq!(first.status, AttestationStatus::Refuted as u8);
    assert_eq!(second.status, AttestationStatus::Refuted as u8);
    Ok(seizure)
}

fn statement(seed: u8) -> Attestation {
    let mut attestation: Attestation = zeroed();
    attestation.status = AttestationStatus::Pending as u8;
    attestation.seq = u32::from(seed);
    attestation.segment_to = 1;
    attestation.segments_root = [seed; 32];
    attestation
}

#[test]
fn in_every_state_with_an_attestation_what_is_not_released_becomes_the_renters() {
    type Bring = fn(&mut Market);
    let states: [(&str, Bring, u64); 4] = [
        ("active", |_| {}, 0),
        ("stopping", |market| market.stop().unwrap(), 0),
        (
            "auditing",
            |market| market.attest(market::SEGMENTS).unwrap(),
            0,
        ),
        (
            "settled",
            |market| {
                market.attest(market::SEGMENTS).unwrap();
                market.accept_result(0).unwrap();
            },
            5_000,
        ),
    ];
    for (name, bring, released) in states {
        let mut market = Market::started();
        market.pass(50);
        bring(&mut market);
        let locked = market.lease.bond_locked;
        assert_ne!(locked, 0, "{name}");
        let seizure = convicted(&mut market).unwrap();
        let lease = &market.lease;
        assert_eq!(lease.state, LeaseState::Settled as u8, "{name}");
        assert_eq!(lease.end_reason, EndReason::Fraud as u8, "{name}");
        assert_eq!(lease.released, released, "{name}");
        assert_eq!(
            ledger::renter_due(lease),
            Ok(lease.funded - released),
            "{name}"
        );
        assert_eq!(ledger::check(lease), Ok(()), "{name}");
        assert_eq!(seizure.bond_seized, locked, "{name}");
        assert_eq!(seizure.renter_due, released, "{name}");
        assert_eq!(market.provider.live_leases, 0, "{name}");
        assert_eq!(market.offer.gpu_free, 4, "{name}");
        assert_eq!(market.provider.bond_locked, 0, "{name}");
        assert_eq!(market.provider.completed, 0, "{name}");
        assert_eq!(market.provider.frauds, 1, "{name}");
        assert!(
            matches!(convicted(&mut market), Err(PyronetError::WrongState)),
            "{name}"
        );
    }
}

#[test]
fn a_settled_lease_convicts_until_its_evidence_time_is_over_and_no_longer() {
    let mut market = Market::started();
    market.pass(50);
    market.attest(market::SEGMENTS).unwrap();
    market.accept_result(0).unwrap();
    market.now.at = market.lease.evidence_until;
    assert!(matches!(convicted(&mut market), Err(PyronetError::TooLate)));
    market.now.at -= 1;
    assert!(convicted(&mut market).is_ok());
}

#[test]
fn a_lease_that_never_began_convicts_nobody() {
    let mut market = Market::new();
    market.open().unwrap();
    assert!(matches!(
        convicted(&mut market),
        Err(PyronetError::WrongState)
    ));
}

#[test]
fn parameters_of_another_version_convict_nobody() {
    let mut market = Market::started();
    market.params.params_version = 2;
    assert!(matches!(
        convicted(&mut market),
        Err(PyronetError::StaleParams)
    ));
}

#[test]
fn each_part_of_a_seizure_moves_once_after_its_rest_and_none_waits_for_another() {
    let mut market = Market::started();
    market.pass(50);
    market.attest(market::SEGMENTS).unwrap();
    market.accept_result(0).unwrap();
    let seized = convicted(&mut market).unwrap();
    let rested = Now {
        at: seized.rest_until + 1,
        slot: seized.rest_until_slot + 1,
    };
    assert_eq!(seized.rest_until - market.now.at, WEEK);
    for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0], [1, 2, 0]] {
        let (mut seizure, mut provider) = (seized, market.provider);
        assert_eq!(
            burn(&mut seizure, &mut provider, market.now),
            Err(PyronetError::TooEarly)
        );
        assert_eq!(
            claim(&mut seizure, &mut provider, 0, market.now),
            Err(PyronetError::TooEarly)
        );
        for part in order {
            assert!(!is_distributed(&seizure));
            if part == 2 {
                burn(&mut seizure, &mut provider, rested).unwrap();
                assert_eq!(
                    burn(&mut seizure, &mut provider, rested),
                    Err(PyronetError::NothingNew)
                );
                assert_eq!(provider.open_seizures, 0);
            } else {
                claim(&mut seizure, &mut provider, part, rested).unwrap();
                assert_eq!(
                    claim(&mut seizure, &mut provider, part, rested),
                    Err(PyronetError::NothingNew)
                );
            }
        }
        assert!(is_distributed(&seizure));
        assert_eq!((provider.bond_seized, provider.stake_seized), (0, 0));
    }
    let (mut seizure, mut provider) = (seized, market.provider);
    assert_eq!(
        claim(&mut seizure, &mut provider, 2, rested),
        Err(PyronetError::InvalidInstruction)
    );
}

/// The tree over `leaves`, level by level, padded as contracts.md says.
fn tree(leaves: &[[u8; 32]]) -> Vec<Vec<[u8; 32]>> {
    let mut level = leaves.to_vec();
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
    levels
}

fn stated(levels: &[Vec<[u8; 32]>], segments: u64) -> Attestation {
    let mut attestation = statement(1);
    attestation.segment_to = segments;
    attestation.segments_root = levels.last().unwrap()[0];
    attestation
}

proptest! {
    #![proptest_config(market::cases(500))]

    /// Whatever node is opened: the proof convicts exactly where the node lies within both statements and differs.
    #[test]
    fn only_a_node_that_lies_within_both_statements_and_differs_convicts(
        short in 1_usize..40, more in 0_usize..40, lie_at in 0_usize..80, height in 0_u32..7, index in 0_u64..64,
    ) {
        let honest: Vec<[u8; 32]> = (0..short + more).map(|at| [u8::try_from(at).unwrap() + 1; 32]).collect();
        let mut lying = honest.clone();
        if let Some(leaf) = lying.get_mut(lie_at) {
            *leaf = [200; 32];
        }
        let (first, second) = (tree(&honest[..short]), tree(&lying));
        let open = |levels: &Vec<Vec<[u8; 32]>>| -> Option<([u8; 32], Vec<[u8; 32]>)> {
            let node = *levels.get(height as usize)?.get(usize::try_from(index).unwrap())?;
            let siblings = (height as usize..levels.len() - 1)
                .map(|level| levels[level][(usize::try_from(index).unwrap() >> (level - height as usize)) ^ 1])
                .collect();
            Some((node, siblings))
        };
        let (Some((first_node, mut siblings)), Some((second_node, more_siblings))) = (open(&first), open(&second)) else {
            return Ok(());
        };
        siblings.extend(more_siblings);
        let args = ProveContradiction {
            node_index: index,
            height: u8::try_from(height).unwrap(),
            first_node,
            second_node,
            bump: 0,
        };
        let (one, other) = (stated(&first, short as u64), stated(&second, (short + more) as u64));
        let verdict = check::<HostSha256>(&args, &siblings, &one, &other);
        let within = (index + 1) << height <= short as u64;
        let expected = if first_node == second_node {
            Err(PyronetError::NoContradiction)
        } else if within {
            Ok(())
        } else {
            Err(PyronetError::InvalidProof)
        };
        prop_assert_eq!(verdict, expected);
        if verdict.is_ok() {
            prop_assert!((index << height..(index + 1) << height).contains(&(lie_at as u64)));
            let broken = ProveContradiction { first_node: [9; 32], ..args };
            prop_assert_eq!(check::<HostSha256>(&broken, &siblings, &one, &other), Err(PyronetError::InvalidProof));
            siblings.push([0; 32]);
            prop_assert_eq!(check::<HostSha256>(&args, &siblings, &one, &other), Err(PyronetError::InvalidProof));
        }
    }
}

#[test]
fn a_node_that_does_not_open_convicts_nobody_at_any_height() {
    let (one, other) = (statement(1), statement(2));
    let verdict = |first_node: [u8; 32], second_node: [u8; 32], height: u8, node_index: u64| {
        let args = ProveContradiction {
            node_index,
            height,
            first_node,
            second_node,
            bump: 0,
        };
        check::<HostSha256>(&args, &[], &one, &other)
    };
    assert_eq!(verdict([1; 32], [2; 32], 0, 0), Ok(()));
    let refused = Err(PyronetError::InvalidProof);
    assert_eq!(verdict([9; 32], [2; 32], 0, 0), refused);
    assert_eq!(verdict([1; 32], [9; 32], 0, 0), refused);
    for height in [1, 40, 41, 63, 64, 127, 128, 255] {
        for index in [0, 1, u64::MAX, u64::MAX >> 1, 1 << 40] {
            assert_eq!(verdict([1; 32], [2; 32], height, index), refused);
        }
    }
}

#[test]
fn a_statement_that_was_refuted_and_two_that_lapsed_convict_nobody() {
    let args = ProveContradiction {
        node_index: 0,
        height: 0,
        first_node: [1; 32],
        second_node: [2; 32],
        bump: 0,
    };
    let verdict = |first: AttestationStatus, second: AttestationStatus| {
        let (mut one, mut other) = (statement(1), statement(2));
        one.status = first as u8;
        other.status = second as u8;
        check::<HostSha256>(&args, &[], &one, &other)
    };
    use AttestationStatus::{Accepted, Audited, None, Pending, Refuted, Unaudited, Withdrawn};
    for standing in [Pending, Accepted, Unaudited, Audited] {
        assert_eq!(verdict(standing, Pending), Ok(()));
        assert_eq!(verdict(standing, Withdrawn), Ok(()));
        assert_eq!(verdict(Withdrawn, standing), Ok(()));
        assert_eq!(
            verdict(standing, Refuted),
            Err(PyronetError::NotConvictable)
        );
        assert_eq!(verdict(None, standing), Err(PyronetError::NotConvictable));
    }
    assert_eq!(
        verdict(Withdrawn, Withdrawn),
        Err(PyronetError::NotConvictable)
    );
}
