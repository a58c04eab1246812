//! The engine as a WebAssembly module. `docs/engine-protocol.md` describes the exports.
//!
//! One instance serves one caller at a time and holds at most one open job; a page runs several instances side by side.
//! A fault is an answer; a trap is a defect, and the instance is done for.

use crate::{
    fault::Fault,
    import::{SceneFormat, import_scene_bytes},
    lanes::{Baseline, Lanes},
    plan::{open_job, plan},
    rays::standard_rays,
    render::{self, Renderer, Unfinished},
    segment::Segment,
    standard_job::benchmark_job,
};
use pyronet_compute_spec::{job::Job, path::Frame, ray::Ray, scene::SceneView};
use std::{cell::RefCell, mem::ManuallyDrop};

/// Status, pointer and length of the last answer.
#[repr(C)]
pub struct Answer {
    status: u32,
    pointer: *mut u8,
    length: usize,
}

/// A job and the renderer over its scene's bytes.
struct OpenJob {
    job: Job,
    // Declared before the bytes it borrows, so that it is dropped before them.
    renderer: Box<dyn Renderer>,
    rays: Vec<Ray<f32>>,
    scene_bytes: Box<[u8]>,
}

thread_local! {
    static ANSWER: RefCell<Answer> = const { RefCell::new(Answer { status: 0, pointer: core::ptr::null_mut(), length: 0 }) };
    static OPEN_JOB: RefCell<Option<OpenJob>> = const { RefCell::new(None) };
}

const DONE: u32 = 0;
const FAULT: u32 = 1;

/// Memory for `length` bytes of the caller's; given back by `pyronet_release` with the same length.
#[unsafe(no_mangle)]
extern "C" fn pyronet_allocate(length: usize) -> *mut u8 {
    let mut memory = ManuallyDrop::new(vec![0_u8; length].into_boxed_slice());
    memory.as_mut_ptr()
}

/// Takes back memory of `pyronet_allocate` or of an answer.
///
/// # Safety
/// `pointer` and `length` are those that were given out, and are not used again.
#[unsafe(no_mangle)]
unsafe extern "C" fn pyronet_release(pointer: *mut u8, length: usize) {
    // SAFETY: the memory was given out as a boxed slice of this length.
    drop(unsafe { Box::from_raw(core::ptr::slice_from_raw_parts_mut(pointer, length)) });
}

/// What this module is, as JSON.
#[unsafe(no_mangle)]
extern "C" fn pyronet_probe() -> *const Answer {
    let probe = serde_json::json!({
        "protocol": 1,
        "version": env!("CARGO_PKG_VERSION"),
        "backend": "wasm",
        "instructions": Baseline::NAME,
    });
    answer(Ok(probe.to_string().into_bytes()))
}

/// Canonical scene bytes of a file. Formats: 0 Cornell JSON, 1 PLY, 2 glTF or GLB.
///
/// # Safety
/// `file` points to `length` readable bytes.
#[unsafe(no_mangle)]
unsafe extern "C" fn pyronet_import(file: *const u8, length: usize, format: u32) -> *const Answer {
    // SAFETY: as for this function.
    let file = unsafe { core::slice::from_raw_parts(file, length) };
    let format = match format {
        0 => SceneFormat::CornellJson,
        1 => SceneFormat::Ply,
        2 => SceneFormat::Gltf,
        _ => return answer(Err(Fault::bad_request("The format is 0, 1 or 2."))),
    };
    answer(import_scene_bytes(file, format).map_err(|error| Fault::import_failed(&error)))
}

/// The plan of a job, as JSON.
///
/// # Safety
/// `job` points to `length` readable bytes.
#[unsafe(no_mangle)]
unsafe extern "C" fn pyronet_plan(job: *const u8, length: usize) -> *const Answer {
    // SAFETY: as for this function.
    let job = unsafe { core::slice::from_raw_parts(job, length) };
    answer(plan(job).and_then(|plan| serde_json::to_vec(&plan).map_err(|error| Fault::defect(error.to_string()))))
}

/// Checks a job and its scene and makes them the open job.
///
/// # Safety
/// `job` and `scene` point to as many readable bytes as their lengths say.
#[unsafe(no_mangle)]
unsafe extern "C" fn pyronet_open(
    job: *const u8,
    job_length: usize,
    scene: *const u8,
    scene_length: usize,
) -> *const Answer {
    OPEN_JOB.replace(None);
    // SAFETY: as for this function.
    let (job, scene) =
        unsafe { (core::slice::from_raw_parts(job, job_length), core::slice::from_raw_parts(scene, scene_length)) };
    answer(prepare(job, scene.into()).map(|open| {
        OPEN_JOB.replace(Some(open));
        Vec::new()
    }))
}

fn prepare(job: &[u8], scene_bytes: Box<[u8]>) -> Result<OpenJob, Fault> {
    // SAFETY: the bytes live on the heap, are never changed, and outlive the renderer: both end with the open job.
    let borrowed: &'static [u8] = unsafe { core::slice::from_raw_parts(scene_bytes.as_ptr(), scene_bytes.len()) };
    let (job, scene) = open_job(job, borrowed)?;
    Ok(OpenJob { job, renderer: render::fastest(job, scene), rays: Vec::new(), scene_bytes })
}

/// Renders a segment of the open job: u64 units, operation root, leaf, SHA-256 of the output, output.
#[unsafe(no_mangle)]
extern "C" fn pyronet_segment(index: u32) -> *const Answer {
    answer(with_open_job(|open| {
        let tile = open.job.tile(index).ok_or_else(Fault::no_such_segment)?;
        let output = open.renderer.tile(tile, &|| true).map_err(|unfinished| match unfinished {
            Unfinished::NotFinite(pixel) => Fault::job_aborted(pixel),
            Unfinished::Interrupted => Fault::cancelled(),
        })?;
        let segment = Segment::commit(&open.job, index, output);
        let head = [&segment.units.to_le_bytes(), &segment.operation_root[..], &segment.leaf, &segment.sha256];
        let mut bytes = head.concat();
        bytes.extend_from_slice(&segment.output);
        Ok(bytes)
    }))
}

/// The job that machines are measured by: 128 bytes of job, then its scene.
#[unsafe(no_mangle)]
extern "C" fn pyronet_standard_job() -> *const Answer {
    answer(benchmark_job().map(|files| [files.job, files.scene].concat()).map_err(Fault::defect))
}

/// Traces the standard rays of the open job once: u32 rays, u32 hits. The first call also makes the rays.
#[unsafe(no_mangle)]
extern "C" fn pyronet_trace_rays() -> *const Answer {
    answer(with_open_job(|open| {
        if open.rays.is_empty() {
            let scene = SceneView::parse::<f32>(&open.scene_bytes).map_err(Fault::bad_scene)?;
            open.rays = standard_rays(&Frame::new(open.job, scene), open.renderer.as_ref());
        }
        let hits = open.renderer.closest_triangles(&open.rays).iter().flatten().count();
        Ok([(open.rays.len() as u32).to_le_bytes(), (hits as u32).to_le_bytes()].concat())
    }))
}

fn with_open_job(work: impl FnOnce(&mut OpenJob) -> Result<Vec<u8>, Fault>) -> Result<Vec<u8>, Fault> {
    OPEN_JOB.with_borrow_mut(|open| match open {
        Some(open) => work(open),
        None => Err(Fault::bad_request("No job is open.")),
    })
}

/// Puts an answer where the caller finds it; a fault as JSON.
fn answer(result: Result<Vec<u8>, Fault>) -> *const Answer {
    let (status, bytes) = match result {
        Ok(bytes) => (DONE, bytes),
        Err(fault) => (FAULT, serde_json::to_vec(&fault).unwrap_or_default()),
    };
    let mut bytes = ManuallyDrop::new(bytes.into_boxed_slice());
    ANSWER.with_borrow_mut(|answer| {
        *answer = Answer { status, pointer: bytes.as_mut_ptr(), length: bytes.len() };
        core::ptr::from_ref(answer)
    })
}
