//! What a lease fixes before the work begins.

use crate::{fault::Fault, hexadecimal::to_hex};
use pyronet_compute_spec::{
    commitment::{Digest, HostSha256, Sha256, plan_root, rendering_job_root},
    job::Job,
    scene::SceneView,
};
use serde::Serialize;

/// The answer to `plan`. Numbers that may pass 2^53 are decimal text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Commits to everything below.
    pub job_root: String,
    /// SHA-256 of the job bytes.
    pub graph_root: String,
    /// SHA-256 of the scene bytes.
    pub input_root: String,
    /// Commits to the cumulative units.
    pub plan_root: String,
    /// Number of segments.
    pub segment_count: u32,
    /// Entry i: work units of segments 0 to i together.
    pub cumulative_units: Vec<String>,
    /// Upper bound for the memory the job needs.
    pub peak_memory_bytes: String,
    /// Job and scene together.
    pub input_bytes: String,
    /// Size of the result file.
    pub result_bytes: String,
}

/// Plans a job from its bytes alone.
pub fn plan(job_bytes: &[u8]) -> Result<Plan, Fault> {
    let job = Job::parse::<f32>(job_bytes).map_err(Fault::bad_job)?;
    let graph_root = HostSha256::digest(&[job_bytes]);
    let plan_root = plan_root::<HostSha256>(&job);
    let mut done = 0;
    let cumulative_units = (0..job.segment_count()).map(|index| {
        done += job.segment_units(index);
        done.to_string()
    });
    Ok(Plan {
        job_root: to_hex(&rendering_job_root::<HostSha256>(&job, &graph_root, &plan_root)),
        graph_root: to_hex(&graph_root),
        input_root: to_hex(&job.scene_sha256),
        plan_root: to_hex(&plan_root),
        segment_count: job.segment_count(),
        cumulative_units: cumulative_units.collect(),
        peak_memory_bytes: job.peak_memory_bytes().to_string(),
        input_bytes: job.input_bytes().to_string(),
        result_bytes: job.output_bytes().to_string(),
    })
}

/// Parses a job and its scene and makes sure that they belong together.
pub fn open_job<'a>(job_bytes: &[u8], scene_bytes: &'a [u8]) -> Result<(Job, SceneView<'a>), Fault> {
    let job = Job::parse::<f32>(job_bytes).map_err(Fault::bad_job)?;
    let digest: Digest = HostSha256::digest(&[scene_bytes]);
    if digest != job.scene_sha256 || scene_bytes.len() as u64 != job.scene_bytes {
        return Err(Fault::scene_mismatch("The job was encoded for another scene."));
    }
    let scene = SceneView::parse::<f32>(scene_bytes).map_err(Fault::bad_scene)?;
    if scene.triangle_count() != job.scene_triangles {
        return Err(Fault::scene_mismatch("The job states another number of triangles than the scene has."));
    }
    Ok((job, scene))
}
