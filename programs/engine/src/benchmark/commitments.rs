//! How much of a run goes into commitments.

use super::Unmeasured;
use crate::{render, segment::Segment, standard_job::benchmark_job, workload::rendering::open_job};
use pyronet_compute_spec::plan::Plan;
use serde::Serialize;
use std::time::{Duration, Instant};

/// Time of one thread on the standard job, split.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CommitmentShare {
    /// Hashing: operation root, leaf and SHA-256 of the output of every segment.
    pub commitment_seconds: f64,
    /// Rendering.
    pub render_seconds: f64,
    /// Hashing as a share of both.
    pub share: f64,
    /// Bytes of output per second of hashing.
    pub bytes_per_second: f64,
}

/// Runs the standard job once on one thread.
pub fn measure_commitments(wanted: &dyn Fn() -> bool) -> Result<CommitmentShare, Unmeasured> {
    let files = benchmark_job().map_err(Unmeasured::Defect)?;
    let (job, scene) = open_job(&files.job, &files.scene).map_err(|fault| Unmeasured::Defect(fault.message))?;
    let renderer = render::fastest(job, scene);
    let (mut rendering, mut committing, mut bytes) = (Duration::ZERO, Duration::ZERO, 0);
    for index in 0..job.segment_count() {
        let Some(tile) = job.tile(index) else { break };
        let start = Instant::now();
        let output = renderer.tile(tile, wanted).map_err(|_| Unmeasured::Cancelled)?;
        let rendered = Instant::now();
        bytes += output.len();
        std::hint::black_box(Segment::commit(&job, index, output));
        rendering += rendered - start;
        committing += rendered.elapsed();
    }
    let (commitment_seconds, render_seconds) = (committing.as_secs_f64(), rendering.as_secs_f64());
    Ok(CommitmentShare {
        commitment_seconds,
        render_seconds,
        share: commitment_seconds / (commitment_seconds + render_seconds),
        bytes_per_second: bytes as f64 / commitment_seconds,
    })
}
