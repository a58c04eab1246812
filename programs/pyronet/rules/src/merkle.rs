//! Openings of the plan (docs/contracts.md §1).
use crate::{PyronetError, Rule};

/// SHA-256 over the concatenation of parts.
pub trait Sha256 {
    fn digest(parts: &[&[u8]]) -> [u8; 32];
}

const NODE_TAG: &[u8; 16] = b"pyro.node.v1\0\0\0\0";
const PLAN_TAG: &[u8; 16] = b"pyro.plan.v1\0\0\0\0";
const COMMIT_TAG: &[u8; 16] = b"pyro.cmit.v1\0\0\0\0";

/// No tree is deeper: a plan has at most 2^40 segments.
pub const DEPTH_MAX: u32 = 40;

/// The siblings a tree with `count` leaves needs: ceil(log2(count)).
#[inline(always)]
pub fn depth(count: u64) -> u32 {
    count.max(1).next_power_of_two().trailing_zeros()
}

/// Checks that after `segment` segments (counted from 1) the plan's cumulative work is `units`.
pub fn open_plan<H: Sha256>(
    plan_root: &[u8; 32],
    segment_count: u64,
    segment: u64,
    units: u64,
    siblings: &[[u8; 32]],
) -> Rule {
    if segment == 0 || segment > segment_count || segment_count > 1 << DEPTH_MAX {
        return Err(PyronetError::InvalidProof);
    }
    let leaf = H::digest(&[PLAN_TAG, &segment.to_le_bytes(), &units.to_le_bytes()]);
    let position = segment.saturating_sub(1);
    open_node::<H>(plan_root, segment_count, 0, position, &leaf, siblings)
}

/// Checks that `node` stands at `position` of the nodes that are `height` above the leaves.
pub fn open_node<H: Sha256>(
    root: &[u8; 32],
    leaf_count: u64,
    height: u32,
    position: u64,
    node: &[u8; 32],
    siblings: &[[u8; 32]],
) -> Rule {
    if depth(leaf_count).checked_sub(height) != u32::try_from(siblings.len()).ok() {
        return Err(PyronetError::InvalidProof);
    }
    let mut node = *node;
    let mut position = position;
    for sibling in siblings {
        let (left, right) = if position & 1 == 0 {
            (&node, sibling)
        } else {
            (sibling, &node)
        };
        node = H::digest(&[NODE_TAG, left, right]);
        position >>= 1;
    }
    if node != *root {
        return Err(PyronetError::InvalidProof);
    }
    Ok(())
}

/// Checks that `secret` opens `commitment`.
pub fn open_commitment<H: Sha256>(commitment: &[u8; 32], secret: &[u8; 32]) -> Rule {
    if H::digest(&[COMMIT_TAG, secret]) != *commitment {
        return Err(PyronetError::WrongSecret);
    }
    Ok(())
}
