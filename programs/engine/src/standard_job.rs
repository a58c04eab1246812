//! The fixed job by which machines are measured and checked.

use crate::import::{SceneFormat, import_scene_bytes};
use pyronet_compute_spec::{
    commitment::{HostSha256, Sha256},
    job::Job,
    scene::SceneView,
};

/// Canonical bytes of a job and of its scene.
#[derive(Clone, Debug)]
pub struct JobFiles {
    /// `PYROJOB1`.
    pub job: Vec<u8>,
    /// `PYROSCN2`.
    pub scene: Vec<u8>,
}

const CORNELL_BOX: &[u8] = include_bytes!("../scenes/cornell_box.json");
const TEAPOT: &[u8] = include_bytes!("../scenes/teapot.ply");

/// Size and quality of a job over one of the built-in scenes.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Pixels per row and rows.
    pub edge: u32,
    /// Paths per pixel.
    pub samples: u32,
    /// Most surface interactions per path.
    pub bounces: u32,
}

/// The job that `bench` measures: the Cornell box at 256 × 256, 64 tiles, 16 samples, 4 bounces.
pub fn benchmark_job() -> Result<JobFiles, String> {
    cornell_job(Settings { edge: 256, samples: 16, bounces: 4 })
}

/// The Cornell box.
pub fn cornell_job(settings: Settings) -> Result<JobFiles, String> {
    job_files(CORNELL_BOX, SceneFormat::CornellJson, settings)
}

/// The Utah teapot.
pub fn teapot_job(settings: Settings) -> Result<JobFiles, String> {
    job_files(TEAPOT, SceneFormat::Ply, settings)
}

fn job_files(file: &[u8], format: SceneFormat, settings: Settings) -> Result<JobFiles, String> {
    let scene = import_scene_bytes(file, format).map_err(|error| error.to_string())?;
    let view = SceneView::parse::<f32>(&scene).map_err(|refusal| refusal.to_string())?;
    let job = Job {
        width: settings.edge,
        height: settings.edge,
        tile_edge: 32,
        samples: settings.samples,
        bounces: settings.bounces,
        seed: 1,
        scene_sha256: HostSha256::digest(&[&scene]),
        scene_bytes: scene.len() as u64,
        scene_triangles: view.triangle_count(),
        camera: None,
    };
    let job = job.encode::<f32>().map_err(|refusal| refusal.to_string())?;
    Ok(JobFiles { job, scene })
}
