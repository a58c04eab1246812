//! Openings of the plan: every true one is accepted, every other refused.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod market;

use market::{HostSha256, Plan};
use pyronet_rules::{merkle::open_plan, PyronetError};

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
