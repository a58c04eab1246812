//! What one position of a decoder computes: the operations, wired. Slow on purpose; fast back ends are held to it.

use super::{Matrix, Model};
use crate::{
    operations::{
        BLOCK, QuantisedBlock, add, dot, dot_i8, gated, inverse_frequency, mix_element, normalise_element, quantise,
        root_mean_square_scale, rotate, rotation, score, score_scale, softmax,
    },
    plan::PROFILE_I8,
    real::Real,
};
use alloc::vec::Vec;

/// What a position puts out.
#[derive(Clone, Debug)]
pub struct Position<R> {
    /// The residual stream after each layer, `layers` × `width`.
    pub layer_outputs: Vec<R>,
    /// Its row of the cache: in each layer the rotated keys, then the values.
    pub cache_row: Vec<R>,
    /// One number per token.
    pub logits: Vec<R>,
}

/// Computes the position behind those whose cache rows are given.
///
/// `token` is below the vocabulary.
pub fn position<R: Real>(model: &Model<'_>, profile: u32, cache: &[Vec<R>], token: u32) -> Position<R> {
    let shape = model.shape();
    let (head_size, key_values) = (shape.head_size as usize, shape.key_value_width() as usize);
    let mut stream = model.embedding.expand::<R>(token as usize);
    let mut layer_outputs = Vec::new();
    let mut cache_row = Vec::new();
    for (index, layer) in model.layers.iter().enumerate() {
        let x = normalise(model, &stream, &layer.attention_norm);
        let mut query = multiply(profile, &layer.query, &x);
        let mut key = multiply(profile, &layer.key, &x);
        rotate_heads(model, cache.len() as u32, &mut query);
        rotate_heads(model, cache.len() as u32, &mut key);
        cache_row.append(&mut key);
        cache_row.extend(multiply(profile, &layer.value, &x));
        let mut rows: Vec<&[R]> = cache.iter().map(|row| &row[2 * index * key_values..][..2 * key_values]).collect();
        rows.push(&cache_row[2 * index * key_values..]);
        let mut mixed = Vec::new();
        for (head, query) in query.chunks(head_size).enumerate() {
            let first = head / (shape.heads / shape.key_value_heads) as usize * head_size;
            let scale = score_scale(shape.head_size);
            let mut weights: Vec<R> = rows.iter().map(|row| score(query, &row[first..][..head_size], scale)).collect();
            softmax(&mut weights);
            mixed.extend(
                (key_values + first..key_values + first + head_size)
                    .map(|column| mix_element(weights.iter().copied().zip(rows.iter().map(|row| row[column])))),
            );
        }
        add_to(&mut stream, multiply(profile, &layer.output, &mixed));
        let x = normalise(model, &stream, &layer.feed_forward_norm);
        let (gate, up) = (multiply(profile, &layer.gate, &x), multiply(profile, &layer.up, &x));
        let inner: Vec<R> = gate.into_iter().zip(up).map(|(gate, up)| gated(gate, up)).collect();
        add_to(&mut stream, multiply(profile, &layer.down, &inner));
        layer_outputs.extend_from_slice(&stream);
    }
    let x = normalise(model, &stream, &model.norm);
    Position { layer_outputs, cache_row, logits: multiply(profile, &model.output, &x) }
}

fn normalise<R: Real>(model: &Model<'_>, stream: &[R], norm: &Matrix<'_>) -> Vec<R> {
    let scale = root_mean_square_scale(stream, R::from_bits(model.shape().epsilon));
    stream.iter().zip(norm.expand::<R>(0)).map(|(&x, weight)| normalise_element(x, scale, weight)).collect()
}

fn multiply<R: Real>(profile: u32, matrix: &Matrix<'_>, x: &[R]) -> Vec<R> {
    let (blocks, _) = x.as_chunks::<BLOCK>();
    let blocks: Vec<QuantisedBlock<R>> = blocks.iter().map(quantise).collect();
    let element = |row| {
        let in_integers =
            if profile == PROFILE_I8 { dot_i8(matrix.encoding(), matrix.row(row), &blocks) } else { None };
        in_integers.unwrap_or_else(|| dot(matrix.encoding(), matrix.row(row), x))
    };
    (0..matrix.rows()).map(element).collect()
}

fn rotate_heads<R: Real>(model: &Model<'_>, position: u32, heads: &mut [R]) {
    let pairs = model.shape().head_size / 2;
    let (rows, _) = heads.as_chunks_mut::<2>();
    for (index, [x, y]) in rows.iter_mut().enumerate() {
        let frequency = inverse_frequency(R::from_bits(model.shape().rotary_base), index as u32 % pairs, pairs);
        let (sine, cosine) = rotation(position, frequency);
        (*x, *y) = rotate(*x, *y, sine, cosine);
    }
}

fn add_to<R: Real>(stream: &mut [R], contribution: Vec<R>) {
    for (stream, contribution) in stream.iter_mut().zip(contribution) {
        *stream = add(*stream, contribution);
    }
}
