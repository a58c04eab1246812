//! What a machine checks about itself before it offers work: its bytes against the committed ones.

use crate::{
    hexadecimal::to_hex,
    plan::plan,
    render::{self, Renderer},
    run::{available_threads, run},
    standard_job::{JobFiles, Settings, cornell_job, teapot_job},
    workload::rendering::open_job,
};
use pyronet_compute_spec::{
    commitment::{HostSha256, MerkleTree, Sha256},
    image::{PIXEL_BYTES, image_header},
    job::Tile,
    path::Frame,
    plan::Plan as _,
    ray::EveryTriangle,
    real::Real,
    softfloat::Soft32,
};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;

/// Roots of one job that every engine must reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Golden {
    /// Which scene.
    pub scene: GoldenScene,
    /// Pixels per row and rows.
    pub edge: u32,
    /// Paths per pixel.
    pub samples: u32,
    /// Most surface interactions per path.
    pub bounces: u32,
    /// SHA-256 of the scene bytes.
    pub scene_sha256: String,
    /// Job root.
    pub job_root: String,
    /// Root over the segment leaves.
    pub segments_root: String,
    /// SHA-256 of the result file.
    pub result_sha256: String,
}

/// A built-in scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GoldenScene {
    /// `scenes/cornell_box.json`.
    CornellBox,
    /// `scenes/teapot.ply`.
    Teapot,
}

/// One check and how it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was checked.
    pub name: String,
    /// Whether it held.
    pub passed: bool,
    /// What was found, where it did not hold.
    pub found: String,
}

/// The committed roots, `programs/compute-spec/vectors/render-v1.json`.
pub fn goldens() -> Vec<Golden> {
    serde_json::from_str(include_str!("../../compute-spec/vectors/render-v1.json")).unwrap_or_default()
}

/// The job of a golden.
pub fn golden_job(golden: &Golden) -> Result<JobFiles, String> {
    let settings = Settings { edge: golden.edge, samples: golden.samples, bounces: golden.bounces };
    match golden.scene {
        GoldenScene::CornellBox => cornell_job(settings),
        GoldenScene::Teapot => teapot_job(settings),
    }
}

/// The roots that `renderer` reaches for a golden's job.
pub fn reach(
    golden: &Golden,
    files: &JobFiles,
    renderer: &dyn Renderer,
    threads: std::num::NonZeroUsize,
) -> Result<Golden, String> {
    let (job, _) = open_job(&files.job, &files.scene).map_err(|fault| fault.message)?;
    let plan = plan(&files.job).map_err(|fault| fault.message)?;
    let mut tree = MerkleTree::<HostSha256>::new();
    let mut image = image_header(job.width, job.height).to_vec();
    image.resize(job.result_bytes() as usize, 0);
    let segments = 0..job.segment_count();
    run::<Infallible>(
        &job,
        renderer,
        segments,
        threads,
        || Ok(()),
        |segment| {
            tree.push(segment.leaf);
            if let Some(tile) = job.tile(segment.index) {
                let row_bytes = tile.width as usize * PIXEL_BYTES;
                for (row, pixels) in (tile.top..).zip(segment.output.chunks_exact(row_bytes)) {
                    let pixel = row as usize * job.width as usize + tile.left as usize;
                    let at = image_header(0, 0).len() + pixel * PIXEL_BYTES;
                    image[at..at + row_bytes].copy_from_slice(pixels);
                }
            }
            Ok(())
        },
    )
    .map_err(|stopped| format!("{stopped:?}"))?;
    Ok(Golden {
        scene_sha256: plan.input_root,
        job_root: plan.job_root,
        segments_root: to_hex(&tree.root()),
        result_sha256: to_hex(&HostSha256::digest(&[&image])),
        ..golden.clone()
    })
}

/// Runs all checks; a few seconds.
pub fn self_test() -> Vec<Check> {
    let goldens = goldens();
    let mut checks =
        vec![Check { name: "golden jobs are known".to_owned(), passed: !goldens.is_empty(), found: String::new() }];
    for golden in &goldens {
        let files = golden_job(golden);
        for baseline in [false, true] {
            let reached = files.as_ref().map_err(Clone::clone).and_then(|files| {
                let (job, scene) = open_job(&files.job, &files.scene).map_err(|fault| fault.message)?;
                let renderer = if baseline { render::baseline(job, scene) } else { render::fastest(job, scene) };
                let reached = reach(golden, files, renderer.as_ref(), available_threads())?;
                Ok((reached, renderer.name()))
            });
            checks.push(match reached {
                Ok((reached, name)) => Check {
                    name: format!("{:?} by {name}", golden.scene),
                    passed: reached == *golden,
                    found: if reached == *golden { String::new() } else { reached.segments_root },
                },
                Err(found) => Check { name: format!("{:?}", golden.scene), passed: false, found },
            });
        }
        checks.push(match files.and_then(|files| soft_float_agrees(&files)) {
            Ok(()) => check_of_soft_float(golden, true, String::new()),
            Err(found) => check_of_soft_float(golden, false, found),
        });
    }
    checks
}

fn check_of_soft_float(golden: &Golden, passed: bool, found: String) -> Check {
    Check { name: format!("{:?} by soft-float on sampled pixels", golden.scene), passed, found }
}

/// Pixels whose soft-float result is compared, along both diagonals.
const SAMPLED_PIXELS: u32 = 8;

/// Compares sampled pixels of the fastest back end with the specification over soft-float and all triangles.
pub fn soft_float_agrees(files: &JobFiles) -> Result<(), String> {
    let (job, scene) = open_job(&files.job, &files.scene).map_err(|fault| fault.message)?;
    let frame = Frame::<Soft32>::new(job, scene);
    let every_triangle = EveryTriangle { scene, padding: frame.surroundings.padding };
    let renderer = render::fastest(job, scene);
    for step in 0..SAMPLED_PIXELS {
        let column = step * job.width / SAMPLED_PIXELS;
        let row = if step % 2 == 0 { column } else { job.height - 1 - column };
        let one_pixel = Tile { left: column, top: row, width: 1, height: 1 };
        let fast = renderer.tile(one_pixel, &|| true).map_err(|unfinished| format!("{unfinished:?}"))?;
        let exact = frame.pixel(&every_triangle, column, row);
        let exact = [exact.x, exact.y, exact.z].map(|channel| channel.to_canonical_bits().to_le_bytes());
        if fast != exact.as_flattened() {
            return Err(format!("pixel {column}, {row}"));
        }
    }
    Ok(())
}
