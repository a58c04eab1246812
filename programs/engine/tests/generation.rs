//! Generation jobs as workloads: tokens, segments, states, and what becomes of wrong ones.

#![allow(clippy::unwrap_used)]

mod inference;

use inference::{Mix, SHAPE, synthetic};
use pyronet_compute_spec::{
    commitment::{HostSha256, Sha256},
    inference::{Generation, Model, Shape, meaning},
    operations::{Candidate, choose},
    plan::{PROFILE_F32, PROFILE_I8},
    real::Real,
    softfloat::Soft32,
};
use pyronet_engine::{
    fault::Fault,
    inference::decoder::Instructions,
    segment::Segment,
    workload::{Files, Span, Workload, inference::Inference},
};
use std::{num::NonZeroUsize, ops::Range};

const PROMPT: [u32; 7] = [3, 70, 41, 9, 12, 69, 1];

fn job(end_token: Option<u32>) -> Generation {
    let prompt: Vec<u8> = PROMPT.iter().flat_map(|token| token.to_le_bytes()).collect();
    Generation {
        profile: PROFILE_I8,
        shape: SHAPE,
        prompt_tokens: PROMPT.len() as u32,
        new_tokens: 12,
        end_token,
        temperature: 1.5_f32.to_bits(),
        top_p: 0.9_f32.to_bits(),
        segment_positions: 4,
        seed: 5,
        prompt_sha256: HostSha256::digest(&[&prompt]),
        model_sha256: HostSha256::digest(&[b"model"]),
        model_bytes: 5,
    }
}

/// Opens `job` over a made-up model and hands the workload to `with`.
fn opened<T>(
    job: &Generation,
    mix: Mix,
    poison: Option<u32>,
    with: impl FnOnce(&dyn Workload) -> T,
) -> Result<T, Fault> {
    let mut tensors = synthetic(mix, 21);
    if let Some(bits) = poison {
        tensors.poison(bits);
    }
    let input: Vec<u8> = PROMPT.iter().flat_map(|token| token.to_le_bytes()).collect();
    let job = job.encode::<f32>().unwrap();
    let files = Files { job: &job, input: &input, model: Some(b"model") };
    Inference::open(files, Instructions::fastest(), |_, _| Ok(tensors.model())).map(|workload| with(&workload))
}

fn run(
    workload: &dyn Workload,
    segments: Range<u32>,
    state: Option<&[u8]>,
    threads: usize,
) -> Result<Vec<Segment>, Fault> {
    let threads = NonZeroUsize::new(threads).unwrap();
    let mut all = vec![];
    workload.run(&Span { segments, state, threads, keep_going: &|| Ok(()) }, &mut |segment| {
        all.push(segment);
        Ok(())
    })?;
    Ok(all)
}

fn tokens(segments: &[Segment]) -> Vec<u32> {
    let bytes: Vec<u8> = segments.iter().flat_map(|segment| segment.output.clone()).collect();
    bytes.as_chunks().0.iter().map(|word| u32::from_le_bytes(*word)).collect()
}

#[test]
fn the_tokens_are_those_of_the_meaning_over_integers() {
    for profile in [PROFILE_I8, PROFILE_F32] {
        let job = Generation { profile, ..job(None) };
        let tensors = synthetic(Mix::Q4WithQ8Output, 21);
        let (mut meant, mut cache) = (PROMPT.to_vec(), vec![]);
        let mut candidates = vec![Candidate { token: 0, weight: Soft32::from_bits(0) }; SHAPE.vocabulary as usize];
        for position in 0..job.positions() {
            let token = meant[position as usize];
            let computed = meaning::position::<Soft32>(&tensors.model(), profile, &cache, token);
            if position as usize + 1 == meant.len() {
                meant.push(choose(&computed.logits, &job.sampling(), position, &mut candidates));
            }
            cache.push(computed.cache_row);
        }
        let all = opened(&job, Mix::Q4WithQ8Output, None, |workload| run(workload, 0..5, None, 2).unwrap()).unwrap();
        assert_eq!(tokens(&all), meant[PROMPT.len()..]);
        let distinct: std::collections::BTreeSet<u32> = tokens(&all).into_iter().collect();
        assert!(distinct.len() > 4, "a model that says many things");
    }
}

#[test]
fn any_segment_goes_on_from_the_state_before_it() {
    opened(&job(None), Mix::Q8, None, |workload| {
        let all = run(workload, 0..5, None, 1).unwrap();
        let mut before = workload.state_root(None).unwrap();
        for (index, segment) in (0_u32..).zip(&all) {
            assert_eq!(segment.state_in, before);
            assert_eq!(workload.state_root(segment.state.as_deref()).unwrap(), segment.state_out);
            assert!(segment.state.as_ref().unwrap().len() as u64 <= workload.plan().state_bytes());
            let state = index.checked_sub(1).and_then(|before: u32| all[before as usize].state.as_deref());
            assert_eq!(run(workload, index..5, state, 3).unwrap(), all[index as usize..]);
            before = segment.state_out;
        }
        let last = all[4].state.as_ref().unwrap().len() as u64;
        assert_eq!(last, workload.plan().state_bytes());
    })
    .unwrap();
}

#[test]
fn nothing_follows_the_end_token() {
    let all = opened(&job(None), Mix::Q8, None, |workload| run(workload, 0..5, None, 1).unwrap()).unwrap();
    let end = tokens(&all)[3];
    let first = tokens(&all).iter().position(|token| *token == end).unwrap();
    opened(&job(Some(end)), Mix::Q8, None, |workload| {
        let ended = run(workload, 0..5, None, 1).unwrap();
        assert_eq!(tokens(&ended), tokens(&all)[..=first]);
        assert_eq!((ended[4].output.len(), ended[4].state_out), (0, ended[4].state_in));
        assert_eq!(run(workload, 4..5, ended[3].state.as_deref(), 1).unwrap(), ended[4..]);
    })
    .unwrap();
}

#[test]
fn a_changed_state_has_another_root_or_is_refused() {
    opened(&job(None), Mix::Q8, None, |workload| {
        let all = run(workload, 0..2, None, 1).unwrap();
        let state = all[1].state.clone().unwrap();
        for at in (0..state.len()).step_by(61).chain(0..16) {
            let mut changed = state.clone();
            changed[at] ^= 1;
            match workload.state_root(Some(&changed)) {
                Ok(root) => assert_ne!(root, all[1].state_out, "byte {at}"),
                Err(fault) => assert_eq!(fault.code, "bad-state"),
            }
        }
        for length in (0..state.len()).step_by(97) {
            assert_eq!(workload.state_root(Some(&state[..length])).unwrap_err().code, "bad-state");
        }
        for segments in [1..3, 3..5] {
            assert_eq!(run(workload, segments, Some(&state), 1).unwrap_err().code, "bad-state", "another segment's");
        }
        assert_eq!(run(workload, 2..3, None, 1).unwrap_err().code, "bad-state");
    })
    .unwrap();
}

#[test]
fn logits_that_are_no_numbers_abort_the_job() {
    let greedy = Generation { temperature: 0, ..job(None) };
    for bits in [0x7fc0_0000, 0x7f80_0000] {
        let fault =
            opened(&greedy, Mix::F32, Some(bits), |workload| run(workload, 0..5, None, 1)).unwrap().unwrap_err();
        assert_eq!((fault.code, fault.detail.as_str()), ("job-aborted", "not-finite"));
    }
}

#[test]
fn a_model_of_another_shape_and_a_foreign_prompt_are_refused() {
    let tensors = synthetic(Mix::Q8, 21);
    let model = tensors.model();
    let other = Shape { layers: 1, ..SHAPE };
    let layers = model.layers.clone();
    assert!(Model::new(other, model.embedding, layers.clone(), model.norm, model.output).is_err());
    let mut wrong = layers;
    wrong[1].up = wrong[1].down;
    let refused = Model::new(SHAPE, model.embedding, wrong, model.norm, model.output);
    assert_eq!(refused.unwrap_err(), "An up matrix has another size than the job says.");
    let foreign = Generation { prompt_sha256: [0; 32], ..job(None) };
    assert_eq!(opened(&foreign, Mix::Q8, None, |_| ()).unwrap_err().detail, "job-input");
}
