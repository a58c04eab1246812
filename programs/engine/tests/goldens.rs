//! Every native back end reaches the committed roots, with any number of threads; soft-float agrees on sampled pixels.
//!
//! After a deliberate change of the meaning, copy what the failing assertion reports into
//! `programs/compute-spec/vectors/render-v1.json`, and say why in the commit.

#![allow(clippy::unwrap_used)]

use pyronet_engine::{
    render,
    self_test::{golden_job, goldens, reach, soft_float_agrees},
    workload::rendering::open_job,
};
use std::num::NonZeroUsize;

#[test]
fn every_native_back_end_and_thread_count_reaches_the_golden_roots() {
    let goldens = goldens();
    assert_eq!(goldens.len(), 2);
    for golden in goldens {
        let files = golden_job(&golden).unwrap();
        let (job, scene) = open_job(&files.job, &files.scene).unwrap();
        for renderer in [render::fastest(job, scene), render::baseline(job, scene)] {
            for threads in [1, 2, 7] {
                let reached = reach(&golden, &files, renderer.as_ref(), NonZeroUsize::new(threads).unwrap()).unwrap();
                assert_eq!(reached, golden, "{} on {threads} threads", renderer.name());
            }
        }
    }
}

#[test]
fn soft_float_over_all_triangles_agrees_on_sampled_pixels() {
    for golden in goldens() {
        soft_float_agrees(&golden_job(&golden).unwrap()).unwrap();
    }
}
