//! Openings of the plan: every true one is accepted, every other refused.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod market;

use market::{HostSha256, Plan};
use pyronet_rules::{
    merkle::{open_plan, Sha256},
    PyronetError,
};

#[test]
fn every_segment_of_every_small_plan_opens_and_nothing_else_does() {
    for count in 1..=33 {
        let plan = Plan::even(count);
        for segment in 1..=count {
            let (units, siblings) = plan.opening(segment);
            let open = |segment, units, siblings: &[[u8; 32]]| {
                open_plan::<HostSha256>(&plan.root(), count, segment, units, siblings)
            };
            assert_eq!(open(segment, units, &siblings), Ok(()));
            assert_eq!(
                open(segment, units + 1, &siblings),
                Err(PyronetError::InvalidProof)
            );
            assert_eq!(
                open(segment + 1, units, &siblings),
                Err(PyronetError::InvalidProof)
            );
            let mut longer = siblings.clone();
            longer.push([0; 32]);
            assert_eq!(
                open(segment, units, &longer),
                Err(PyronetError::InvalidProof)
            );
            if let Some(last) = siblings.len().checked_sub(1) {
                assert_eq!(
                    open(segment, units, &siblings[..last]),
                    Err(PyronetError::InvalidProof)
                );
                let mut bent = siblings.clone();
                bent[last][0] ^= 1;
                assert_eq!(open(segment, units, &bent), Err(PyronetError::InvalidProof));
            }
        }
        let (units, siblings) = plan.opening(1);
        assert_eq!(
            open_plan::<HostSha256>(&plan.root(), count, 0, units, &siblings),
            Err(PyronetError::InvalidProof)
        );
    }
}

/// A node of the tree must not pass for a leaf, nor padding for a segment.
#[test]
fn padding_is_no_segment() {
    let plan = Plan::even(5);
    let (units, siblings) = plan.opening(5);
    for segment in 6..=8 {
        let refused = open_plan::<HostSha256>(&plan.root(), 5, segment, units, &siblings);
        assert_eq!(refused, Err(PyronetError::InvalidProof));
    }
}

/// The proof fits its transaction: a plan of more segments than 2^40 opens nowhere.
#[test]
fn no_plan_is_deeper_than_its_proof_may_be() {
    for (count, depth, opened) in [
        (1_u64 << 40, 40, Ok(())),
        ((1_u64 << 40) + 1, 41, Err(PyronetError::InvalidProof)),
    ] {
        let leaf = HostSha256::digest(&[
            b"pyro.plan.v1\0\0\0\0",
            &1_u64.to_le_bytes(),
            &7_u64.to_le_bytes(),
        ]);
        let siblings = vec![[3; 32]; depth];
        let root = siblings.iter().fold(leaf, |node, sibling| {
            HostSha256::digest(&[b"pyro.node.v1\0\0\0\0", &node, sibling])
        });
        assert_eq!(
            open_plan::<HostSha256>(&root, count, 1, 7, &siblings),
            opened
        );
    }
}
