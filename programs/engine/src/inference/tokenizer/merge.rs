//! Merges neighbours within a piece.

use crate::fault::Fault;
use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};

/// What pairs of tokens become, and in which order: lower ranks first.
#[derive(Clone, Debug)]
pub(super) struct Merges {
    pairs: HashMap<(u32, u32), Merge>,
}

#[derive(Clone, Copy, Debug)]
struct Merge {
    rank: u32,
    merged: u32,
}

/// Stands for no neighbour.
const NONE: u32 = u32::MAX;

/// A token among its neighbours; a merged one stands in the place of its left part.
#[derive(Clone, Copy)]
struct Link {
    token: u32,
    before: u32,
    after: u32,
}

impl Merges {
    /// Reads lines of two tokens with a space between, the first to be merged first.
    pub(super) fn read(lines: &[&[u8]], ids: &HashMap<&[u8], u32>) -> Result<Self, Fault> {
        let mut pairs = HashMap::with_capacity(lines.len());
        for (rank, line) in (0..).zip(lines) {
            let merge = line.iter().position(|byte| *byte == b' ').and_then(|space| {
                let (left, right) = (&line[..space], &line[space + 1..]);
                let merged = *ids.get([left, right].concat().as_slice())?;
                Some(((*ids.get(left)?, *ids.get(right)?), Merge { rank, merged }))
            });
            let (pair, merge) = merge.ok_or_else(|| {
                Fault::bad_model("tokenizer-merge", "A merge speaks of tokens that the vocabulary does not have.")
            })?;
            pairs.entry(pair).or_insert(merge);
        }
        Ok(Self { pairs })
    }

    /// The tokens of a piece, from those of its bytes. Of equal pairs the leftmost is merged first.
    pub(super) fn apply(&self, spelt: Vec<u32>) -> Vec<u32> {
        let count = spelt.len() as u32;
        let mut links: Vec<Link> = (0..count)
            .zip(spelt)
            .map(|(at, token)| Link {
                token,
                before: at.wrapping_sub(1),
                after: if at + 1 < count { at + 1 } else { NONE },
            })
            .collect();
        let mut due = BinaryHeap::new();
        for at in 0..count {
            self.offer(&links, at, &mut due);
        }
        while let Some(Reverse((rank, at, left, right))) = due.pop() {
            let Link { token, after, .. } = links[at as usize];
            // A pair whose parts were merged elsewhere since it was offered is none any more.
            if token != left || after == NONE || links[after as usize].token != right {
                continue;
            }
            let Some(Merge { rank: present, merged }) = self.pairs.get(&(left, right)).copied() else { continue };
            debug_assert_eq!(rank, present);
            let behind = links[after as usize].after;
            links[after as usize].token = NONE;
            links[at as usize] = Link { token: merged, after: behind, ..links[at as usize] };
            if behind != NONE {
                links[behind as usize].before = at;
            }
            self.offer(&links, at, &mut due);
            let before = links[at as usize].before;
            if before != NONE {
                self.offer(&links, before, &mut due);
            }
        }
        links.into_iter().map(|link| link.token).filter(|token| *token != NONE).collect()
    }

    /// Notes the pair that begins at a place, where it may be merged.
    fn offer(&self, links: &[Link], at: u32, due: &mut BinaryHeap<Reverse<(u32, u32, u32, u32)>>) {
        let Link { token: left, after, .. } = links[at as usize];
        if after == NONE {
            return;
        }
        let right = links[after as usize].token;
        if let Some(Merge { rank, .. }) = self.pairs.get(&(left, right)) {
            due.push(Reverse((*rank, at, left, right)));
        }
    }
}
