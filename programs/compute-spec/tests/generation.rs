//! Generation jobs: bytes from a stranger, the plan, and a whole position over both arithmetics.

#![allow(clippy::unwrap_used)]

use pyronet_compute_spec::{
    commitment::{HostSha256, MerkleTree},
    inference::{
        GENERATION_BYTES, Generation, Layer, MAX_POSITIONS, Matrix, Model, Shape, StateLayout, meaning, position_leaf,
        state_root,
    },
    operations::Encoding,
    philox::philox4x32,
    plan::{MAX_SEGMENTS, PROFILE_F32, PROFILE_I8, Plan},
    real::Real,
    softfloat::Soft32,
};

const SHAPE: Shape = Shape {
    layers: 2,
    width: 64,
    feed_forward: 96,
    heads: 4,
    key_value_heads: 2,
    head_size: 16,
    vocabulary: 50,
    rotary_base: 0x47c3_5000,
    epsilon: 0x3727_c5ac,
};

fn job() -> Generation {
    Generation {
        profile: PROFILE_I8,
        shape: SHAPE,
        prompt_tokens: 9,
        new_tokens: 20,
        end_token: Some(2),
        temperature: 0.8_f32.to_bits(),
        top_p: 0.9_f32.to_bits(),
        segment_positions: 5,
        seed: 77,
        prompt_sha256: [1; 32],
        model_sha256: [2; 32],
        model_bytes: 1 << 20,
    }
}

#[test]
fn mutated_jobs_are_refused_or_planned() {
    let bytes = job().encode::<f32>().unwrap();
    let (mut refused, mut planned) = (0, 0);
    for index in 0..60_000 {
        let [at, kind, value, length] = philox4x32([index, 0, 0, 0], 3);
        let mut mutated = bytes.clone();
        let at = (at % 40) as usize * 4;
        let telling = [0, 1, 2, 32, 0x7f80_0000, 0x7fc0_0000, u32::MAX, 0x8000_0000, 1 << (value % 32), value];
        mutated[at..at + 4].copy_from_slice(&telling[kind as usize % telling.len()].to_le_bytes());
        if length.is_multiple_of(16) {
            mutated.resize(length as usize / 16 % 200, 0);
        }
        let parsed = Generation::parse::<f32>(&mutated);
        assert_eq!(parsed, Generation::parse::<Soft32>(&mutated), "both arithmetics judge alike");
        match parsed {
            Err(refusal) => {
                assert!(refusal.offset <= mutated.len().max(GENERATION_BYTES));
                refused += 1;
            }
            Ok(job) => {
                assert_eq!(job.encode::<f32>().unwrap(), mutated, "one job has one encoding");
                assert!((1..=MAX_SEGMENTS).contains(&u64::from(job.segment_count())));
                assert!(job.peak_memory_bytes() > job.state_bytes() + job.model_bytes);
                planned += 1;
            }
        }
    }
    assert!(refused > 1000 && planned > 1000, "{refused} refused, {planned} planned");
}

#[test]
fn segments_cover_every_position_and_every_token_once() {
    let mut job = job();
    for (prompt_tokens, new_tokens, segment_positions) in [(9, 20, 5), (1, 1, 1), (1, 30, 4096), (30, 1, 7), (6, 6, 11)]
    {
        job = Generation { prompt_tokens, new_tokens, segment_positions, ..job };
        // One by one: products, attention to each earlier position and itself, logits.
        let products = |position: u64| {
            let layers = 2 * (2 * 64 * 64 + 2 * 64 * 32 + 3 * 64 * 96);
            let logits = if position + 1 >= u64::from(prompt_tokens) { 64 * 50 } else { 0 };
            layers + 2 * 2 * 64 * (position + 1) + logits
        };
        let (mut next, mut output) = (0, 0);
        for index in 0..job.segment_count() {
            let positions = job.segment(index);
            assert_eq!(positions.start, next);
            assert!(positions.end > next);
            next = positions.end;
            output += job.segment_output_bytes(index);
            let products: u64 = positions.map(|position| products(position.into())).sum();
            assert_eq!(job.segment_units(index), products.div_ceil(32));
        }
        assert_eq!(next, prompt_tokens + new_tokens - 1);
        assert_eq!(output, job.result_bytes());
        assert_eq!(job.segment_units(job.segment_count()), 0);
    }
}

#[test]
fn the_largest_job_overflows_nothing() {
    let shape = Shape {
        layers: 256,
        width: 1 << 16,
        feed_forward: 1 << 18,
        heads: 1024,
        key_value_heads: 1024,
        head_size: 128,
        vocabulary: 1 << 20,
        ..SHAPE
    };
    let largest = Generation {
        shape,
        prompt_tokens: MAX_POSITIONS,
        new_tokens: 1,
        segment_positions: 4096,
        model_bytes: 1 << 40,
        ..job()
    };
    largest.encode::<f32>().unwrap();
    let units = (0..largest.segment_count()).map(|index| largest.segment_units(index));
    assert!(units.map(u128::from).sum::<u128>() < u128::from(u64::MAX));
    assert!(largest.peak_memory_bytes() > 3 * largest.state_bytes());
    assert_eq!(largest.state_bytes(), 16 + 4 * 131_073 + 131_072 * (32 + 4 * 2 * 256 * 131_072));
    let one_more = Generation { new_tokens: 3, ..largest };
    assert_eq!(one_more.encode::<f32>().unwrap_err().offset, 52);
}

#[test]
fn a_state_root_changes_with_every_part_of_the_state() {
    let root = |tokens: &[u8], rows: &[(&[u8], [u8; 32])]| {
        let mut leaves = MerkleTree::<HostSha256>::new();
        rows.iter().for_each(|(row, trace)| leaves.push(position_leaf::<HostSha256>(row, trace)));
        state_root(tokens, &leaves)
    };
    let roots = [
        root(&[1, 0, 0, 0], &[]),
        root(&[2, 0, 0, 0], &[]),
        root(&[1, 0, 0, 0, 0, 0, 0, 0], &[]),
        root(&[1, 0, 0, 0], &[(&[1], [0; 32])]),
        root(&[1, 0, 0, 0], &[(&[2], [0; 32])]),
        root(&[1, 0, 0, 0], &[(&[1], [1; 32])]),
        root(&[1, 0, 0, 0], &[(&[1], [0; 32]), (&[1], [0; 32])]),
    ];
    for (index, root) in roots.iter().enumerate() {
        assert!(!roots[..index].contains(root), "root {index}");
    }
    let layout = StateLayout { shape: SHAPE, positions: 3, tokens: 9 };
    assert_eq!([layout.traces(), layout.rows(), layout.bytes()], [52, 148, 148 + 3 * 4 * 128]);
}

/// Tensors of random blocks, one after the other.
fn model(bytes: &[u8]) -> Model<'_> {
    let mut at = 0;
    let mut next = |rows: u32, columns: u32, encoding: Encoding| {
        let length = rows as usize * encoding.row_bytes(columns as usize).unwrap();
        at += 340;
        Matrix::new(encoding, rows as usize, columns as usize, &bytes[at - 340..][..length]).unwrap()
    };
    let (embedding, norm) = (next(50, 64, Encoding::Q8_0), next(1, 64, Encoding::F16));
    let layers = (0..2).map(|_| Layer {
        attention_norm: next(1, 64, Encoding::F16),
        query: next(64, 64, Encoding::Q4_1),
        key: next(32, 64, Encoding::Q8_0),
        value: next(32, 64, Encoding::Q8_0),
        output: next(64, 64, Encoding::Q4_1),
        feed_forward_norm: next(1, 64, Encoding::F16),
        gate: next(96, 64, Encoding::Q4_1),
        up: next(96, 64, Encoding::Q4_1),
        down: next(64, 96, Encoding::F16),
    });
    Model::new(SHAPE, embedding, layers.collect(), norm, embedding).unwrap()
}

fn generate<R: Real>(model: &Model<'_>, profile: u32) -> Vec<u32> {
    let (mut cache, mut bits) = (vec![], vec![]);
    for token in [7, 0, 49, 7, 30] {
        let position = meaning::position::<R>(model, profile, &cache, token);
        bits.extend(position.layer_outputs.iter().chain(&position.logits).map(|number| number.to_canonical_bits()));
        cache.push(position.cache_row);
    }
    bits
}

#[test]
fn whole_positions_agree_over_both_arithmetics() {
    // Bytes 0x20 to 0x2f in odd places make every f16 in them small and finite.
    let bytes: Vec<u8> = (0..6000_u32)
        .flat_map(|index| philox4x32([index, 0, 0, 0], 9))
        .flat_map(|word| [word as u8, 0x20 | (word >> 8) as u8 & 0x8f])
        .collect();
    let model = model(&bytes);
    for profile in [PROFILE_I8, PROFILE_F32] {
        let hard = generate::<f32>(&model, profile);
        assert!(hard.iter().all(|bits| f32::from_bits(*bits).is_finite()));
        assert_eq!(hard, generate::<Soft32>(&model, profile));
    }
    assert_ne!(generate::<f32>(&model, PROFILE_I8), generate::<f32>(&model, PROFILE_F32));
}
