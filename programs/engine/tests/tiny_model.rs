//! `models/tiny.gguf`, a model of random weights that tests everywhere run, and generations by it from words on.
//!
//! `PYRONET_WRITE=1 cargo test --test tiny_model` writes the file again.

#![allow(clippy::unwrap_used)]

mod inference;

use inference::{Mix, file::model_file};
use pyronet_compute_spec::commitment::{HostSha256, Sha256};
use pyronet_engine::{
    fault::Fault,
    hexadecimal::to_hex,
    prepare::{Prepared, Settings, prepare},
    segment::Segment,
    workload::{Files, Span, open},
};
use serde_json::{Value, json};
use std::num::NonZeroUsize;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/tiny.gguf");

fn settings(model: &[u8]) -> Value {
    json!({
        "family": "generation",
        "prompt": { "chat": [{ "role": "user", "content": "what is the cat on?" }] },
        "profile": "I8",
        "newTokens": 40,
        "segmentPositions": 16,
        "temperature": 0.9,
        "topP": 0.95,
        "seed": "18446744073709551615",
        "model": { "sha256": to_hex(&HostSha256::digest(&[model])), "bytes": model.len().to_string() },
    })
}

fn prepared(settings: Value, header: &[u8]) -> Result<Prepared, Fault> {
    let settings: Settings = serde_json::from_value(settings).unwrap();
    prepare(&settings, Some(header))
}

fn run(files: Files<'_>, first: u32, state: Option<&[u8]>) -> Vec<Segment> {
    let workload = open(files).unwrap();
    let threads = NonZeroUsize::new(2).unwrap();
    let span = Span { segments: first..workload.plan().segment_count(), state, threads, keep_going: &|| Ok(()) };
    let mut segments = Vec::new();
    let mut receive = |segment| {
        segments.push(segment);
        Ok(())
    };
    workload.run(&span, &mut receive).unwrap();
    segments
}

#[test]
fn the_file_is_what_the_maker_makes() {
    let made = model_file(Mix::Q4WithQ8Output, 7);
    if std::env::var_os("PYRONET_WRITE").is_some() {
        std::fs::write(PATH, &made).unwrap();
    }
    assert!(std::fs::read(PATH).unwrap() == made);
}

#[test]
fn words_become_a_job_by_the_header_alone_and_tokens_by_the_whole_file() {
    let model = std::fs::read(PATH).unwrap();
    let job = prepared(settings(&model), &model).unwrap();
    assert_eq!(prepared(settings(&model), &model[..6_000]).unwrap(), job);
    let planned = open(Files { job: &job.job, input: &job.input, model: None }).unwrap();
    assert!(planned.plan().segment_count() > 4);
    let files = Files { job: &job.job, input: &job.input, model: Some(&model) };
    let segments = run(files, 0, None);
    let tokens: usize = segments.iter().map(|segment| segment.output.len() / 4).sum();
    assert!((1..=40).contains(&tokens));
    for (index, state) in segments.iter().enumerate().map(|(index, segment)| (index, segment.state.as_deref())) {
        let again = run(files, index as u32 + 1, state);
        assert!(again.iter().zip(&segments[index + 1..]).all(|(one, other)| one.leaf == other.leaf));
    }
}

#[test]
fn a_job_without_its_model_is_planned_and_not_run() {
    let model = std::fs::read(PATH).unwrap();
    let Prepared { job, input } = prepared(settings(&model), &model).unwrap();
    let workload = open(Files { job: &job, input: &input, model: None }).unwrap();
    let span = Span { segments: 0..1, state: None, threads: NonZeroUsize::MIN, keep_going: &|| Ok(()) };
    let fault = workload.run(&span, &mut |_| Ok(())).unwrap_err();
    assert_eq!((fault.code, fault.detail.as_ref()), ("bad-job", "job-input"));
    let mut other = model.clone();
    *other.last_mut().unwrap() ^= 1;
    assert!(open(Files { job: &job, input: &input, model: Some(&other) }).is_err());
}

#[test]
fn settings_that_cannot_be_met_are_refused_in_words() {
    let model = std::fs::read(PATH).unwrap();
    let refused = |change: fn(&mut Value)| {
        let mut asked = settings(&model);
        change(&mut asked);
        let fault = prepared(asked, &model).unwrap_err();
        (fault.code.to_string(), fault.message.to_string())
    };
    type Case = (fn(&mut Value), &'static str);
    let cases: [Case; 8] = [
        (|asked| asked["prompt"] = json!({ "text": "" }), "The prompt is empty."),
        (|asked| asked["prompt"] = json!({ "chat": [] }), "The conversation is empty."),
        (|asked| asked["prompt"] = json!({ "text": "Æ" }), "no token for"),
        (|asked| asked["newTokens"] = json!(500), "more than the 512"),
        (|asked| asked["newTokens"] = json!(0), "No token is to be generated."),
        (|asked| asked["temperature"] = json!(-1.0), "temperature"),
        (|asked| asked["topP"] = json!(0.0), "Top-p"),
        (|asked| asked["seed"] = json!("-1"), "seed"),
    ];
    for (change, sentence) in cases {
        let (code, message) = refused(change);
        assert_eq!(code, "bad-job");
        assert!(message.contains(sentence), "{message}");
    }
}
