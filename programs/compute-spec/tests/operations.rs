//! Operations of networks: hardware and integers agree, and both do what the words say.

#![allow(clippy::unwrap_used)]

use pyronet_compute_spec::{
    operations::{
        BLOCK, Candidate, Encoding, Sampling, add, argmax, choose, dot, dot_i8, element, gated, inverse_frequency,
        mix_element, normalise_element, quantise, root_mean_square_scale, rotate, rotation, score, score_scale,
        softmax,
    },
    philox::philox4x32,
    real::Real,
    softfloat::Soft32,
};

const ENCODINGS: [Encoding; 4] = [Encoding::F32, Encoding::F16, Encoding::Q8_0, Encoding::Q4_1];

fn words(seed: u64, count: usize) -> Vec<u32> {
    let blocks = (0..count.div_ceil(4) as u32).flat_map(|index| philox4x32([index, 0, 0, 0], seed));
    blocks.take(count).collect()
}

/// Rows of ordinary, tiny, huge, few-bit and arbitrary numbers, with zeros, infinities and NaN among the last.
fn row(seed: u64, columns: usize) -> Vec<u32> {
    let with_exponent = |word: u32, lowest: u32, count: u32| word & 0x807f_ffff | (lowest + (word >> 8) % count) << 23;
    let number = |word: u32| match seed % 6 {
        0 | 1 => with_exponent(word, 118, 14),
        2 => word & 0x81ff_ffff,
        3 => with_exponent(word, 230, 24),
        4 => with_exponent(word, 124, 6) & 0xfff0_0000,
        _ if word.is_multiple_of(7) => [0, 0x8000_0000, 0x7f80_0000, 0xff80_0000, 0x7fc0_0000, 1][(word % 6) as usize],
        _ => word,
    };
    words(seed, columns).into_iter().map(number).collect()
}

/// Random bytes, with small scales where the encoding has them.
fn weights(seed: u64, encoding: Encoding, columns: usize) -> Vec<u8> {
    let length = encoding.row_bytes(columns).unwrap();
    let mut bytes: Vec<u8> = words(seed, length.div_ceil(4)).into_iter().flat_map(u32::to_le_bytes).collect();
    bytes.truncate(length);
    if encoding == Encoding::F32 {
        bytes = row(seed, columns).into_iter().flat_map(u32::to_le_bytes).collect();
    } else if !seed.is_multiple_of(6) {
        for block in bytes.chunks_exact_mut(encoding.block_bytes()) {
            let halves = if encoding == Encoding::Q4_1 { 2 } else { 1 };
            for half in 0..halves {
                block[2 * half + 1] = block[2 * half + 1] & 0x83 | 0x28;
            }
        }
    }
    bytes
}

fn numbers<R: Real>(bits: &[u32]) -> Vec<R> {
    bits.iter().map(|bits| R::from_bits(*bits)).collect()
}

/// Every operation of two rows, as canonical bits.
fn everything<R: Real>(x: &[u32], y: &[u32], weights: &[(Encoding, Vec<u8>)]) -> Vec<u32> {
    let (x, y) = (numbers::<R>(x), numbers::<R>(y));
    let mut out = vec![];
    let scale = root_mean_square_scale(&x, R::constant(1e-5));
    out.extend(x.iter().zip(&y).map(|(&x, &y)| normalise_element(x, scale, y)));
    out.extend(x.iter().zip(&y).map(|(&x, &y)| gated(x, y)));
    out.extend(x.iter().zip(&y).map(|(&x, &y)| add(x, y)));
    for (position, pair) in x.chunks(2).zip(y.chunks(2)).enumerate() {
        let (sine, cosine) = rotation(position as u32 * 97, inverse_frequency(R::constant(1e5), position as u32, 32));
        out.extend([sine, cosine]);
        out.extend(<[R; 2]>::from(rotate(pair.0[0], pair.1[0], sine, cosine)));
    }
    let mut scores: Vec<R> = (0..x.len()).map(|start| score(&x[start..], &y, score_scale(x.len() as u32))).collect();
    softmax(&mut scores);
    out.push(mix_element(scores.iter().copied().zip(y.iter().copied())));
    out.append(&mut scores);
    let blocks: Vec<_> = x.as_chunks::<BLOCK>().0.iter().map(quantise).collect();
    for block in &blocks {
        out.push(block.scale);
        out.push(R::from_u24(block.sum.unsigned_abs()));
        out.extend(block.values.map(|value| R::from_u24(u32::from(value.unsigned_abs()))));
    }
    for (encoding, bytes) in weights {
        out.push(dot(*encoding, bytes, &x));
        out.extend(dot_i8(*encoding, bytes, &blocks));
        out.extend((0..x.len()).map(|column| element::<R>(*encoding, bytes, column)));
    }
    out.into_iter().map(Real::to_canonical_bits).collect()
}

#[test]
fn hardware_and_integers_agree_on_every_operation() {
    for seed in 0..600 {
        let columns = [32, 64, 96, 160][seed as usize / 6 % 4];
        let (x, y) = (row(seed, columns), row(seed + 1000 + seed % 5, columns));
        let weights = ENCODINGS.map(|encoding| (encoding, weights(seed + 2000, encoding, columns)));
        let hard = everything::<f32>(&x, &y, &weights);
        let soft = everything::<Soft32>(&x, &y, &weights);
        let differing = hard.iter().zip(&soft).position(|(hard, soft)| hard != soft);
        assert_eq!(differing, None, "seed {seed}");
        assert_eq!(hard.len(), soft.len());
    }
}

#[test]
fn a_row_with_a_nan_never_yields_a_number() {
    for (seed, bad) in (0..200).zip([0x7fc0_0000, 0xffff_ffff].into_iter().cycle()) {
        let mut x = row(seed % 2, 64);
        x[seed as usize % 64] = bad;
        let x = numbers::<f32>(&x);
        let blocks: Vec<_> = x.as_chunks::<BLOCK>().0.iter().map(quantise).collect();
        for encoding in ENCODINGS {
            let bytes = weights(6 * seed + 1, encoding, 64);
            assert!(dot(encoding, &bytes, &x).is_nan());
            assert!(dot_i8(encoding, &bytes, &blocks).is_none_or(f32::is_nan));
        }
        assert!(root_mean_square_scale(&x, 1e-5).is_nan());
        let mut weights = x.clone();
        softmax(&mut weights);
        assert!(weights.iter().all(|weight| weight.is_nan()));
    }
}

#[test]
fn quantised_values_are_nearest_with_ties_to_even() {
    let mut block = [0.0_f32; BLOCK];
    block[..6].copy_from_slice(&[127.0, 0.5, 1.5, -2.5, 2.5, -126.6]);
    let quantised = quantise(&block);
    assert_eq!(quantised.scale, 1.0);
    assert_eq!(quantised.values[..6], [127, 0, 2, -2, 2, -127]);
    assert_eq!(quantised.sum, 2);
    for seed in 0..60 {
        let x = numbers::<f32>(&row(seed * 6, BLOCK));
        let quantised = quantise(x.first_chunk().unwrap());
        for (x, value) in x.iter().zip(quantised.values) {
            assert!((x / quantised.scale - f32::from(value)).abs() <= 0.500_001);
        }
        assert!(quantised.values.iter().any(|value| value.unsigned_abs() == 127));
    }
}

#[test]
fn a_block_of_zeros_or_of_almost_nothing_stays_in_range() {
    assert_eq!(quantise(&[0.0_f32; BLOCK]).values, [0; BLOCK]);
    // 190 steps of the subnormals over 127 round to a scale of one step.
    let quantised = quantise(&[f32::from_bits(190); BLOCK]);
    assert_eq!((quantised.scale.to_bits(), quantised.values), (1, [127; BLOCK]));
}

#[test]
fn a_q4_1_row_is_read_in_halves_of_its_bytes() {
    let mut bytes = vec![0x00, 0x38, 0x00, 0xbc];
    bytes.extend(0..16);
    let expected = (0..32).map(|column| if column < 16 { 0.5 * column as f32 - 1.0 } else { -1.0 });
    let read: Vec<f32> = (0..32).map(|column| element(Encoding::Q4_1, &bytes, column)).collect();
    assert_eq!(read, expected.collect::<Vec<f32>>());
    // Ones in all columns: Σ = 0.5 · 120 − 32, in integers 127 · 120 · 0.5/127 − 32.
    let blocks = [quantise(&[1.0_f32; BLOCK])];
    assert_eq!(dot(Encoding::Q4_1, &bytes, &[1.0_f32; BLOCK]), 28.0);
    assert!((dot_i8(Encoding::Q4_1, &bytes, &blocks).unwrap() - 28.0).abs() < 1e-4);
}

#[test]
fn integer_products_stay_close_to_float_products() {
    for encoding in [Encoding::Q8_0, Encoding::Q4_1] {
        for seed in 1..60 {
            let x = numbers::<f32>(&row(6 * seed, 576));
            let bytes = weights(6 * seed + 1, encoding, 576);
            let blocks: Vec<_> = x.as_chunks::<BLOCK>().0.iter().map(quantise).collect();
            let exact = dot(encoding, &bytes, &x);
            let magnitude: f32 =
                x.iter().enumerate().map(|(k, x)| (x * element::<f32>(encoding, &bytes, k)).abs()).sum();
            let error = (dot_i8(encoding, &bytes, &blocks).unwrap() - exact).abs();
            assert!(error < magnitude / 100.0, "{error} of {magnitude}");
        }
    }
}

#[test]
fn inverse_frequencies_are_powers_of_the_base() {
    for (base, pairs) in [(1e4_f32, 32), (1e5, 32), (5e5, 64), (1e6, 2), (1e6, 1)] {
        for pair in 0..pairs {
            let exact = f64::from(base).powf(-f64::from(pair) / f64::from(pairs));
            assert!((f64::from(inverse_frequency(base, pair, pairs)) / exact - 1.0).abs() < 5e-7);
        }
    }
}

fn draw(logits: &[f32], temperature: f32, top_p: f32, seed: u64, position: u32) -> u32 {
    let mut candidates = vec![Candidate { token: 0, weight: 0.0 }; logits.len()];
    let hard = choose(logits, &Sampling { temperature, top_p, seed }, position, &mut candidates);
    let soft: Vec<Soft32> = numbers(&logits.iter().map(|logit| logit.to_bits()).collect::<Vec<_>>());
    let [temperature, top_p] = [temperature, top_p].map(Soft32::constant);
    let mut candidates = vec![Candidate { token: 0, weight: Soft32::from_bits(0) }; logits.len()];
    assert_eq!(hard, choose(&soft, &Sampling { temperature, top_p, seed }, position, &mut candidates));
    hard
}

#[test]
fn the_greatest_logit_wins_and_the_lower_of_equals() {
    assert_eq!(argmax(&[1.0_f32, 3.0, 3.0, -5.0]), 1);
    assert_eq!(draw(&[1.0, 3.0, 3.0, -5.0], 0.0, 1.0, 1, 0), 1);
    assert_eq!(draw(&[0.0, -0.0], 0.0, 1.0, 1, 0), 0);
    assert!((0..100).all(|position| draw(&[1.0, 3.0, 3.0, -5.0], 1.0, 0.1, 1, position) == 1));
}

#[test]
fn draws_follow_the_probabilities_within_top_p() {
    let logits = [0.7_f32, 0.1, 0.15, 0.05].map(|share: f32| 2.0 * share.ln());
    let mut counts = [0; 4];
    for position in 0..4000 {
        counts[draw(&logits, 2.0, 0.8, 5, position) as usize] += 1;
    }
    assert_eq!((counts[1], counts[3]), (0, 0), "0.7 and 0.15 reach 0.8");
    assert!((f64::from(counts[0]) / 4000.0 - 0.7 / 0.85).abs() < 0.03, "{counts:?}");
    let mut counts = [0; 4];
    for position in 0..4000 {
        counts[draw(&logits, 2.0, 1.0, 6, position) as usize] += 1;
    }
    assert!(counts.iter().zip([0.7, 0.1, 0.15, 0.05]).all(|(&n, p)| (f64::from(n) / 4000.0 - p).abs() < 0.03));
}
