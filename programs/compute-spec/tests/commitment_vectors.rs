//! Commitments against `vectors/commitment-v1.json`, which was made by an independent program.

#![allow(clippy::unwrap_used)]

use pyronet_compute_spec::commitment::{
    Digest, HostSha256, MerkleTree, job_root, node, output_leaf, plan_leaf, segment_leaf,
};
use serde_json::Value;

fn vectors() -> Value {
    serde_json::from_str(include_str!("../vectors/commitment-v1.json")).unwrap()
}

fn bytes(value: &Value) -> Vec<u8> {
    let text = value.as_str().unwrap().as_bytes();
    let digit = |letter: u8| (letter as char).to_digit(16).unwrap() as u8;
    text.chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}

fn digest(value: &Value) -> Digest {
    bytes(value).try_into().unwrap()
}

fn number(value: &Value) -> u64 {
    value.as_str().unwrap().parse().unwrap()
}

fn rows<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    let rows = value[name].as_array().unwrap();
    assert!(!rows.is_empty());
    rows
}

#[test]
fn nodes_and_leaves_match() {
    let vectors = vectors();
    let pair = &vectors["node"];
    assert_eq!(node::<HostSha256>(&digest(&pair["left"]), &digest(&pair["right"])), digest(&pair["node"]));
    for row in rows(&vectors, "output_leaves") {
        assert_eq!(output_leaf::<HostSha256>(&bytes(&row["output"])), digest(&row["leaf"]));
    }
    for row in rows(&vectors, "plan_leaves") {
        let leaf = plan_leaf::<HostSha256>(number(&row["index"]), number(&row["cumulative_units"]));
        assert_eq!(leaf, digest(&row["leaf"]));
    }
    for row in rows(&vectors, "segment_leaves") {
        let leaf = segment_leaf::<HostSha256>(
            number(&row["index"]),
            &digest(&row["state_in"]),
            &digest(&row["operation_root"]),
            &digest(&row["state_out"]),
            number(&row["work_units"]),
        );
        assert_eq!(leaf, digest(&row["leaf"]));
    }
}

#[test]
fn job_roots_match() {
    for row in rows(&vectors(), "jobs") {
        let root = job_root::<HostSha256>(
            &digest(&row["graph_root"]),
            &digest(&row["input_root"]),
            &digest(&row["model_root"]),
            row["profile"].as_u64().unwrap() as u32,
            &digest(&row["plan_root"]),
            number(&row["segment_count"]),
        );
        assert_eq!(root, digest(&row["root"]));
    }
}

#[test]
fn trees_match() {
    for row in rows(&vectors(), "trees") {
        let mut tree = MerkleTree::<HostSha256>::new();
        for leaf in row["leaves"].as_array().unwrap() {
            tree.push(digest(leaf));
        }
        assert_eq!(tree.root(), digest(&row["root"]));
    }
}
