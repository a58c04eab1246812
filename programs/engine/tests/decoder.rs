//! The fast decoder against the meaning over integers.

#![allow(clippy::unwrap_used)]

mod inference;

use inference::{Mix, synthetic};
use pyronet_compute_spec::{
    inference::{Model, meaning},
    plan::{PROFILE_F32, PROFILE_I8},
    real::Real,
    softfloat::Soft32,
};
use pyronet_engine::inference::decoder::{Cache, Decoder, Instructions, MAX_BATCH, Team};
use std::num::NonZeroUsize;

const TOKENS: [u32; 21] = [3, 0, 70, 41, 41, 9, 12, 69, 1, 2, 3, 5, 8, 13, 21, 34, 55, 20, 6, 7, 68];

/// Layer outputs, cache rows and logits of all positions, as canonical bits.
type Bits = [Vec<u32>; 3];

fn bits<R: Real>(numbers: &[R]) -> impl Iterator<Item = u32> {
    numbers.iter().map(|number| number.to_canonical_bits())
}

fn by_meaning<R: Real>(model: &Model<'_>, profile: u32, tokens: &[u32]) -> Bits {
    let mut all = Bits::default();
    let mut cache = vec![];
    for token in tokens {
        let position = meaning::position::<R>(model, profile, &cache, *token);
        all[0].extend(bits(&position.layer_outputs));
        all[1].extend(bits(&position.cache_row));
        all[2].extend(bits(&position.logits));
        cache.push(position.cache_row);
    }
    all
}

fn by_decoder(model: &Model<'_>, profile: u32, instructions: Instructions, threads: usize, batches: &[usize]) -> Bits {
    let decoder = Decoder::new(model.clone(), profile, instructions);
    let mut all = Bits::default();
    let mut cache = Cache::new(model.shape());
    Team::gather(NonZeroUsize::new(threads).unwrap(), |team| {
        let mut left = &TOKENS[..];
        for batch in batches.iter().cycle() {
            let (now, later) = left.split_at((*batch).min(left.len()));
            let pass = decoder.advance(team, &mut cache, now);
            all[0].extend(bits(&pass.layer_outputs));
            for index in 0..now.len() {
                all[2].extend(bits(&decoder.logits(team, &pass, index)));
            }
            left = later;
            if left.is_empty() {
                break;
            }
        }
    });
    for position in 0..cache.positions() {
        all[1].extend(bits(&cache.row(position)));
    }
    all
}

#[test]
fn every_number_equals_the_meaning_over_integers() {
    for mix in [Mix::Q4WithQ8Output, Mix::Q8, Mix::F16, Mix::F32] {
        let tensors = synthetic(mix, 11);
        let model = tensors.model();
        for profile in [PROFILE_I8, PROFILE_F32] {
            let meant = by_meaning::<Soft32>(&model, profile, &TOKENS);
            assert!(meant[2].iter().all(|bits| f32::from_bits(*bits).is_finite()));
            for instructions in [Instructions::BASELINE, Instructions::fastest()] {
                let fast = by_decoder(&model, profile, instructions, 1, &[TOKENS.len()]);
                assert!(fast == meant, "{mix:?}, profile {profile}, {}", instructions.name());
            }
        }
    }
}

#[test]
fn threads_and_batches_change_nothing() {
    let tensors = synthetic(Mix::Q4WithQ8Output, 12);
    let model = tensors.model();
    for profile in [PROFILE_I8, PROFILE_F32] {
        let meant = by_meaning::<f32>(&model, profile, &TOKENS);
        for (threads, batches) in [(1, &[1][..]), (2, &[1]), (3, &[5, 1, 9]), (2, &[MAX_BATCH]), (4, &[2, 7])] {
            let fast = by_decoder(&model, profile, Instructions::fastest(), threads, batches);
            assert!(fast == meant, "{threads} threads, batches {batches:?}");
        }
    }
}

#[test]
fn nan_and_infinite_weights_reach_the_logits_alike() {
    for (mix, bad) in [(Mix::F32, 0x7fc0_1234_u32), (Mix::F32, 0x7f80_0000), (Mix::F32, 0xff7f_ffff)] {
        let mut tensors = synthetic(mix, 13);
        tensors.poison(bad);
        let model = tensors.model();
        for profile in [PROFILE_I8, PROFILE_F32] {
            let meant = by_meaning::<Soft32>(&model, profile, &TOKENS);
            assert!(by_decoder(&model, profile, Instructions::fastest(), 2, &[4]) == meant);
        }
    }
}

#[test]
fn a_cache_built_from_rows_goes_on_alike() {
    let tensors = synthetic(Mix::Q8, 14);
    let model = tensors.model();
    let decoder = Decoder::new(model.clone(), PROFILE_I8, Instructions::fastest());
    Team::gather(NonZeroUsize::MIN, |team| {
        let mut cache = Cache::new(model.shape());
        decoder.advance(team, &mut cache, &TOKENS[..13]);
        let mut copy = Cache::new(model.shape());
        for position in 0..cache.positions() {
            copy.push_row(&cache.row(position));
        }
        let [pass, again] = [&mut cache, &mut copy].map(|cache| decoder.advance(team, cache, &TOKENS[13..]));
        assert_eq!(decoder.logits(team, &pass, 7), decoder.logits(team, &again, 7));
    });
}
