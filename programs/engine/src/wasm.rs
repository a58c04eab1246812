//! The engine as a WebAssembly module. `docs/engine-protocol.md` describes the exports.
//!
//! One instance serves one caller at a time and holds at most one open job; a page runs several instances side by side.
//! A fault is an answer; a trap is a defect, and the instance is done for.

use crate::{
    fault::Fault,
    import::{SceneFormat, import_scene_bytes},
    lanes::{Baseline, Lanes},
    plan::plan,
    prepare::{Prepared, prepare, vocabulary},
    rays::standard_rays,
    render::{self, Renderer},
    segment::Segment,
    standard_job::benchmark_job,
    workload::{self, Files, Span, Workload, rendering::open_job},
};
use pyronet_compute_spec::{path::Frame, ray::Ray};
use std::{cell::RefCell, mem::ManuallyDrop, num::NonZeroUsize};

/// Status, pointer and length of the last answer.
#[repr(C)]
pub struct Answer {
    status: u32,
    pointer: *mut u8,
    length: usize,
}

/// A job, ready to run over its files' bytes.
struct OpenJob {
    // Declared before the bytes they borrow, so that they are dropped before them.
    workload: Box<dyn Workload>,
    rays: Option<RayBench>,
    files: Box<JobBytes>,
}

/// What `bench rays` traces, and by what.
struct RayBench {
    renderer: Box<dyn Renderer>,
    rays: Vec<Ray<f32>>,
}

struct JobBytes {
    job: Box<[u8]>,
    input: Box<[u8]>,
    model: Option<Box<[u8]>>,
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
        "protocol": crate::PROTOCOL_VERSION,
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

/// Makes a job of settings (JSON) and, where they need one, a file (of no bytes for none): u64 length of the job, job, input.
///
/// # Safety
/// `settings` and `file` point to as many readable bytes as their lengths say.
#[unsafe(no_mangle)]
unsafe extern "C" fn pyronet_prepare(
    settings: *const u8,
    settings_length: usize,
    file: *const u8,
    file_length: usize,
) -> *const Answer {
    // SAFETY: as for this function.
    let [settings, file] = [(settings, settings_length), (file, file_length)]
        .map(|(pointer, length)| unsafe { bytes_at(pointer, length) });
    let prepared = serde_json::from_slice(settings)
        .map_err(|error| Fault::bad_request(format!("The settings are not understood: {error}.")))
        .and_then(|settings| prepare(&settings, (!file.is_empty()).then_some(file)));
    answer(prepared.map(|Prepared { job, input }| [&(job.len() as u64).to_le_bytes(), &job[..], &input].concat()))
}

/// The vocabulary of a model's file or header, as `inference::tokenizer::vocabulary` lays it out.
///
/// # Safety
/// `file` points to `length` readable bytes.
#[unsafe(no_mangle)]
unsafe extern "C" fn pyronet_vocabulary(file: *const u8, length: usize) -> *const Answer {
    // SAFETY: as for this function.
    answer(vocabulary(unsafe { bytes_at(file, length) }))
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

/// Checks a job and its files and makes them the open job; a model of no bytes is none.
///
/// # Safety
/// `job`, `input` and `model` point to as many readable bytes as their lengths say.
#[unsafe(no_mangle)]
unsafe extern "C" fn pyronet_open(
    job: *const u8,
    job_length: usize,
    input: *const u8,
    input_length: usize,
    model: *const u8,
    model_length: usize,
) -> *const Answer {
    OPEN_JOB.replace(None);
    // SAFETY: as for this function.
    let [job, input, model] = [(job, job_length), (input, input_length), (model, model_length)]
        .map(|(pointer, length)| unsafe { bytes_at(pointer, length) });
    let model = (!model.is_empty()).then(|| model.into());
    answer(opened(JobBytes { job: job.into(), input: input.into(), model }).map(|open| {
        OPEN_JOB.replace(Some(open));
        Vec::new()
    }))
}

/// Bytes of the caller's; none where their length is 0, wherever they point.
///
/// # Safety
/// `pointer` points to `length` readable bytes, which nobody changes while they are looked at.
unsafe fn bytes_at<'a>(pointer: *const u8, length: usize) -> &'a [u8] {
    if length == 0 {
        return &[];
    }
    // SAFETY: as for this function.
    unsafe { core::slice::from_raw_parts(pointer, length) }
}

fn opened(files: JobBytes) -> Result<OpenJob, Fault> {
    let files = Box::new(files);
    // SAFETY: the bytes live on the heap, are never changed, and outlive what borrows them: all end with the open job.
    let borrowed: &'static JobBytes = unsafe { &*core::ptr::from_ref(files.as_ref()) };
    let workload =
        workload::open(Files { job: &borrowed.job, input: &borrowed.input, model: borrowed.model.as_deref() })?;
    Ok(OpenJob { workload, rays: None, files })
}

/// Does a segment of the open job, going on from a state where there is one (a state of no bytes is none): u64 units, u64
/// length of the output, state in, operation root, state out, leaf, SHA-256 of the output, then the output and the state.
///
/// # Safety
/// `state` points to `length` readable bytes.
#[unsafe(no_mangle)]
unsafe extern "C" fn pyronet_segment(index: u32, state: *const u8, length: usize) -> *const Answer {
    // SAFETY: as for this function.
    let state = unsafe { bytes_at(state, length) };
    answer(with_open_job(|open| {
        if index >= open.workload.plan().segment_count() {
            return Err(Fault::no_such_segment());
        }
        let state = (!state.is_empty()).then_some(state);
        let span = Span { segments: index..index + 1, state, threads: NonZeroUsize::MIN, keep_going: &|| Ok(()) };
        let mut bytes = Vec::new();
        open.workload.run(&span, &mut |segment| {
            bytes = segment_bytes(&segment);
            Ok(())
        })?;
        Ok(bytes)
    }))
}

fn segment_bytes(segment: &Segment) -> Vec<u8> {
    let Segment { units, state_in, operation_root, state_out, leaf, sha256, output, state, .. } = segment;
    let numbers = [units.to_le_bytes(), (output.len() as u64).to_le_bytes()];
    let state = state.as_deref().unwrap_or_default();
    let digests = [state_in, operation_root, state_out, leaf, sha256].map(|digest| &digest[..]);
    [&[numbers.as_flattened()][..], &digests, &[output, state]].concat().concat()
}

/// The job that machines are measured by: 128 bytes of job, then its scene.
#[unsafe(no_mangle)]
extern "C" fn pyronet_standard_job() -> *const Answer {
    answer(benchmark_job().map(|files| [files.job, files.scene].concat()).map_err(Fault::defect))
}

/// Traces the standard rays of the open rendering job once: u32 rays, u32 hits. The first call also makes the rays.
#[unsafe(no_mangle)]
extern "C" fn pyronet_trace_rays() -> *const Answer {
    answer(with_open_job(|open| {
        if open.rays.is_none() {
            open.rays = Some(ray_bench(&open.files)?);
        }
        let Some(RayBench { renderer, rays }) = &open.rays else { return Ok(Vec::new()) };
        let hits = renderer.closest_triangles(rays).iter().flatten().count();
        Ok([(rays.len() as u32).to_le_bytes(), (hits as u32).to_le_bytes()].concat())
    }))
}

fn ray_bench(files: &JobBytes) -> Result<RayBench, Fault> {
    // SAFETY: as in `opened`.
    let borrowed: &'static JobBytes = unsafe { &*core::ptr::from_ref(files) };
    let (job, scene) = open_job(&borrowed.job, &borrowed.input)?;
    let renderer = render::fastest(job, scene);
    let rays = standard_rays(&Frame::new(job, scene), renderer.as_ref());
    Ok(RayBench { renderer, rays })
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
