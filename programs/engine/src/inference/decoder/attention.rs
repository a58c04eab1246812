//! Attention of all heads, a head at a time per thread.

use super::{
    cache::{LayerCache, SIDE_BY_SIDE},
    instructions::Instructions,
    team::Team,
};
use crate::lanes::Work;
use pyronet_compute_spec::{
    inference::Shape,
    operations::{score_scale, softmax},
    real::Real,
};
use std::sync::{Mutex, PoisonError};

/// Mixed values of each query row: `queries` holds the rows of the positions from `first` on.
pub(super) fn attend(
    team: &Team<'_>,
    instructions: Instructions,
    shape: &Shape,
    cache: &LayerCache,
    first: usize,
    queries: &[f32],
) -> Vec<f32> {
    let head_size = shape.head_size as usize;
    let (width, heads) = (shape.query_width() as usize, shape.heads as usize);
    let rows = queries.len() / width;
    let mut by_head = vec![0.0; queries.len()];
    let parts: Vec<_> = by_head.chunks_mut(rows * head_size).map(Mutex::new).collect();
    team.each(heads, &|head| {
        let mut mixed = parts[head].lock().unwrap_or_else(PoisonError::into_inner);
        instructions.enter(Head { shape, cache, head, first, queries, mixed: &mut mixed });
    });
    drop(parts);
    let mut by_row = vec![0.0; queries.len()];
    for (index, mixed) in by_head.chunks_exact(head_size).enumerate() {
        let (head, row) = (index / rows, index % rows);
        by_row[row * width + head * head_size..][..head_size].copy_from_slice(mixed);
    }
    by_row
}

struct Head<'a> {
    shape: &'a Shape,
    cache: &'a LayerCache,
    head: usize,
    first: usize,
    queries: &'a [f32],
    /// Row after row of `head_size`.
    mixed: &'a mut [f32],
}

impl Work for Head<'_> {
    type Output = ();
    #[inline(always)]
    fn run(self) {
        let Self { shape, cache, head, first, queries, mixed } = self;
        let (head_size, columns) = (shape.head_size as usize, shape.key_value_width() as usize);
        let start = head / (shape.heads / shape.key_value_heads) as usize * head_size;
        let scale: f32 = score_scale(shape.head_size);
        let rows = queries.chunks_exact(shape.query_width() as usize).zip(mixed.chunks_exact_mut(head_size));
        let mut weights = Vec::new();
        for (attended, (query, mixed)) in (first + 1..).zip(rows) {
            let query = &query[head * head_size..][..head_size];
            weights.clear();
            for group in cache.keys.chunks_exact(SIDE_BY_SIDE * columns).take(attended.div_ceil(SIDE_BY_SIDE)) {
                // The chains of eight positions at once, each as `operations::score` writes it.
                let (keys, _) = group[start * SIDE_BY_SIDE..].as_chunks::<SIDE_BY_SIDE>();
                let mut sums = [0.0_f32; SIDE_BY_SIDE];
                for (query, keys) in query.iter().zip(keys) {
                    for (sum, key) in sums.iter_mut().zip(keys) {
                        *sum = query.fused_multiply_add(*key, *sum);
                    }
                }
                weights.extend(sums.map(|sum| sum * scale));
            }
            weights.truncate(attended);
            softmax(&mut weights);
            mixed.fill(0.0);
            for (weight, values) in weights.iter().zip(cache.values.chunks_exact(columns)) {
                // One term of every column's chain, as `operations::mix_element` writes it.
                for (sum, value) in mixed.iter_mut().zip(&values[start..start + head_size]) {
                    *sum = weight.fused_multiply_add(*value, *sum);
                }
            }
        }
    }
}
