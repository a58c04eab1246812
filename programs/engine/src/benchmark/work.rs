//! Work units per second: what an offer may guarantee a part of.

use super::{Unmeasured, repeat};
use crate::{
    render,
    run::{Stopped, run},
    standard_job::benchmark_job,
    workload::rendering::open_job,
};
use pyronet_compute_spec::plan::Plan;
use serde::Serialize;
use std::{num::NonZeroUsize, time::Duration};

/// Speed on the standard job, commitments included, files not.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkSpeed {
    /// Work units per second, as decimal text.
    pub units_per_second: String,
    /// Times the standard job was run.
    pub passes: u32,
    /// How long that took.
    pub elapsed_seconds: f64,
    /// Threads used.
    pub threads: usize,
    /// How it was measured.
    pub method: &'static str,
}

const METHOD: &str = "whole runs of the Cornell box, 256 x 256 pixels in tiles of 32, 16 samples, 4 bounces, seed 1, \
                      with commitments and without files; units by wall-clock time";

/// Runs the standard job until `least` has gone by.
pub fn measure_work(
    threads: NonZeroUsize,
    least: Duration,
    wanted: &(dyn Fn() -> bool + Sync),
) -> Result<WorkSpeed, Unmeasured> {
    let files = benchmark_job().map_err(Unmeasured::Defect)?;
    let (job, scene) = open_job(&files.job, &files.scene).map_err(|fault| Unmeasured::Defect(fault.message))?;
    let renderer = render::fastest(job, scene);
    let keep_going = || if wanted() { Ok(()) } else { Err(Unmeasured::Cancelled) };
    let (passes, elapsed) = repeat(least, || {
        let segments = 0..job.segment_count();
        run(&job, renderer.as_ref(), segments, threads, keep_going, |_| Ok(())).map_err(|stopped| match stopped {
            Stopped::ByReceiver(unmeasured) => unmeasured,
            Stopped::NotFinite { .. } => Unmeasured::Defect("the standard job aborted".to_owned()),
        })
    })?;
    let units = u128::from(job.total_units()) * u128::from(passes);
    let units_per_second = units * 1_000_000 / elapsed.as_micros().max(1);
    Ok(WorkSpeed {
        units_per_second: units_per_second.to_string(),
        passes,
        elapsed_seconds: elapsed.as_secs_f64(),
        threads: threads.get(),
        method: METHOD,
    })
}
