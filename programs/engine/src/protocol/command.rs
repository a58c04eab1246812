//! One function per command.

use super::{
    PROTOCOL_VERSION,
    answer::{Answers, Deaf, SegmentLine},
    request::{Bench, BenchPart, Command, Import, Plan, Run, Verify},
};
use crate::{
    benchmark::{Unmeasured, measure_commitments, measure_rays, measure_work},
    fault::Fault,
    hexadecimal::{digest_from_hex, to_hex},
    import::{MAX_FILE_BYTES, SceneFormat, import_scene_bytes},
    lanes::{Baseline, Lanes},
    machine::{processor_features, processor_name},
    plan::{open_job, plan},
    rays::{ray_file, standard_rays},
    render::{self, Unfinished},
    run::{Stopped, available_threads, run},
    segment::Segment,
    segment_store::{SegmentStore, write_whole},
    self_test::self_test,
    standard_job::benchmark_job,
};
use pyronet_compute_spec::{
    commitment::{HostSha256, Sha256},
    job::{JOB_BYTES, Job},
    path::Frame,
    scene::{Counts, SceneView},
};
use serde_json::json;
use std::{
    fs::File,
    io::{Read, Write},
    num::NonZeroUsize,
    path::Path,
    time::{Duration, Instant},
};

/// What a command may ask about its caller.
pub(super) struct Context<'a> {
    pub id: u64,
    /// The caller cancelled this request.
    pub cancelled: &'a (dyn Fn() -> bool + Sync),
    /// The caller closed the input.
    pub closed: &'a (dyn Fn() -> bool + Sync),
}

impl Context<'_> {
    /// Long work goes on only while somebody may still want it.
    fn wanted(&self) -> bool {
        !(self.cancelled)() && !(self.closed)()
    }
}

/// Does a command; the inner result says whether the caller still listens.
pub(super) fn perform(
    command: &Command,
    context: &Context<'_>,
    answers: &Answers<impl Write>,
) -> Result<Result<(), Deaf>, Fault> {
    let result = match command {
        Command::Probe(_) => probe(),
        Command::Bench(request) => bench(request, context)?,
        Command::Import(request) => import(request)?,
        Command::Plan(request) => plan_command(request)?,
        Command::Run(request) => return run_command(request, context, answers),
        Command::Verify(request) => verify(request, context)?,
        Command::Selftest(_) => {
            let checks = self_test();
            json!({ "passed": checks.iter().all(|check| check.passed), "checks": checks })
        }
    };
    Ok(answers.done(context.id, result))
}

fn probe() -> serde_json::Value {
    #[cfg(target_arch = "x86_64")]
    let lanes = if crate::lanes::Avx::is_available() { crate::lanes::Avx::NAME } else { Baseline::NAME };
    #[cfg(not(target_arch = "x86_64"))]
    let lanes = Baseline::NAME;
    let executable = std::env::current_exe().and_then(std::fs::read).ok();
    json!({
        "protocol": PROTOCOL_VERSION,
        "version": env!("CARGO_PKG_VERSION"),
        "backend": "native",
        "instructions": lanes,
        "threads": available_threads(),
        "devices": [processor_name()],
        "processorFeatures": processor_features(),
        "executableSha256": executable.map(|bytes| to_hex(&HostSha256::digest(&[&bytes]))),
    })
}

fn bench(request: &Bench, context: &Context<'_>) -> Result<serde_json::Value, Fault> {
    let threads = threads_of(request.threads)?;
    let least = seconds_of(request.seconds)?.unwrap_or(Duration::from_secs(3));
    let wanted = || context.wanted();
    let unmeasured = |unmeasured| match unmeasured {
        Unmeasured::Cancelled => Fault::cancelled(),
        Unmeasured::Defect(message) => Fault::defect(message),
    };
    let measured = match request.part {
        BenchPart::Work => serde_json::to_value(measure_work(threads, least, &wanted).map_err(unmeasured)?),
        BenchPart::Commitments => serde_json::to_value(measure_commitments(&wanted).map_err(unmeasured)?),
        BenchPart::Rays => {
            let (job_bytes, scene_bytes) = match (&request.job, &request.scene) {
                (Some(job), Some(scene)) => (read_job(job)?, read_scene(scene)?),
                (None, None) => benchmark_job().map(|files| (files.job, files.scene)).map_err(Fault::defect)?,
                _ => return Err(Fault::bad_request("`job` and `scene` come together.")),
            };
            let (job, scene) = open_job(&job_bytes, &scene_bytes)?;
            let renderer = render::fastest(job, scene);
            let rays = standard_rays(&Frame::new(job, scene), renderer.as_ref());
            if let Some(path) = &request.rays {
                write_whole(path, &ray_file(&rays))?;
            }
            let speed = measure_rays(renderer.as_ref(), &rays, threads, least, &wanted);
            serde_json::to_value(speed.ok_or_else(Fault::cancelled)?)
        }
    };
    measured.map_err(|error| Fault::defect(error.to_string()))
}

fn import(request: &Import) -> Result<serde_json::Value, Fault> {
    let Some(format) = SceneFormat::of_name(&request.format) else {
        return Err(Fault::bad_request("The format is one of cornell-json, ply, gltf, glb."));
    };
    let file = read_file(&request.file, MAX_FILE_BYTES as u64)?;
    let bytes = import_scene_bytes(&file, format).map_err(|error| Fault::import_failed(&error))?;
    let scene = SceneView::parse::<f32>(&bytes).map_err(Fault::bad_scene)?;
    write_whole(&request.scene, &bytes)?;
    Ok(json!({
        "sha256": to_hex(&HostSha256::digest(&[&bytes])),
        "bytes": bytes.len(),
        "vertices": scene.vertex_count(),
        "triangles": scene.triangle_count(),
        "materials": scene.material_count(),
        "lights": scene.light_count(),
    }))
}

fn plan_command(request: &Plan) -> Result<serde_json::Value, Fault> {
    let job = read_job(&request.job)?;
    if let Some(scene) = &request.scene {
        open_job(&job, &read_scene(scene)?)?;
    }
    serde_json::to_value(plan(&job)?).map_err(|error| Fault::defect(error.to_string()))
}

/// Why handing over a segment ended the run.
enum Ended {
    Fault(Fault),
    Deaf,
}

fn run_command(request: &Run, context: &Context<'_>, answers: &Answers<impl Write>) -> Result<Result<(), Deaf>, Fault> {
    let start = Instant::now();
    let threads = threads_of(request.threads)?;
    let limit = seconds_of(request.max_seconds)?;
    let job_bytes = read_job(&request.job)?;
    let needed = Job::parse::<f32>(&job_bytes).map_err(Fault::bad_job)?.peak_memory_bytes();
    if let Some(allowed) = request.max_memory_bytes.filter(|allowed| needed > *allowed) {
        return Err(Fault::out_of_memory(needed, allowed));
    }
    let scene_bytes = read_scene(&request.scene)?;
    let (job, scene) = open_job(&job_bytes, &scene_bytes)?;
    let (from, to) = (request.from.unwrap_or(0), request.to.unwrap_or(job.segment_count()));
    if from > to || to > job.segment_count() {
        return Err(Fault::no_such_segment());
    }
    let store = SegmentStore::open(&request.folder, &job_bytes)?;
    let keep_going = || match limit {
        _ if !context.wanted() => Err(Ended::Fault(Fault::cancelled())),
        Some(limit) if start.elapsed() > limit => Err(Ended::Fault(Fault::time_limit(limit.as_secs_f64()))),
        _ => Ok(()),
    };
    let hand_over = |segment: &Segment| {
        let file = SegmentStore::output_name(segment.index);
        answers.segment(context.id, SegmentLine { record: segment.record(), file }).map_err(|Deaf| Ended::Deaf)
    };
    let all = || -> Result<(), Stopped<Ended>> {
        let mut next = from;
        while request.resume && next < to {
            keep_going().map_err(Stopped::ByReceiver)?;
            let Some(segment) = store.load(&job, next) else { break };
            hand_over(&segment).map_err(Stopped::ByReceiver)?;
            next += 1;
        }
        if next == to {
            return Ok(());
        }
        let renderer = render::fastest(job, scene);
        run(&job, renderer.as_ref(), next..to, threads, keep_going, |segment| {
            store.save(&segment).map_err(Ended::Fault)?;
            hand_over(&segment)
        })
    };
    match all() {
        Ok(()) => Ok(answers.done(context.id, json!({ "segments": to - from }))),
        Err(Stopped::ByReceiver(Ended::Deaf)) => Ok(Err(Deaf)),
        Err(Stopped::ByReceiver(Ended::Fault(fault))) => Err(fault),
        Err(Stopped::NotFinite { pixel, .. }) => Err(Fault::job_aborted(pixel)),
    }
}

fn verify(request: &Verify, context: &Context<'_>) -> Result<serde_json::Value, Fault> {
    let start = Instant::now();
    let limit = seconds_of(request.max_seconds)?;
    let claimed_root = digest_from_hex(&request.operation_root);
    let claimed_leaf = digest_from_hex(&request.leaf);
    let claimed_units = request.units.parse::<u64>().ok();
    let (Some(claimed_root), Some(claimed_leaf), Some(claimed_units)) = (claimed_root, claimed_leaf, claimed_units)
    else {
        return Err(Fault::bad_request("The claimed roots are 64 hexadecimal digits, the units a decimal number."));
    };
    let job_bytes = read_job(&request.job)?;
    let scene_bytes = read_scene(&request.scene)?;
    let (job, scene) = open_job(&job_bytes, &scene_bytes)?;
    let tile = job.tile(request.index).ok_or_else(Fault::no_such_segment)?;
    // A claim of another length differs, and needs not be read to its end to know it.
    let claimed_output = read_prefix(&request.output, tile.output_bytes() as u64 + 1)?;
    let wanted = || context.wanted() && limit.is_none_or(|limit| start.elapsed() <= limit);
    let output = render::fastest(job, scene).tile(tile, &wanted).map_err(|unfinished| match (unfinished, limit) {
        (Unfinished::NotFinite(pixel), _) => Fault::job_aborted(pixel),
        (Unfinished::Interrupted, Some(limit)) if context.wanted() => Fault::time_limit(limit.as_secs_f64()),
        (Unfinished::Interrupted, _) => Fault::cancelled(),
    })?;
    let computed = Segment::commit(&job, request.index, output);
    SegmentStore::open(&request.folder, &job_bytes)?.save(&computed)?;
    let outputs_match = computed.output == claimed_output;
    let matches = outputs_match
        && computed.units == claimed_units
        && computed.operation_root == claimed_root
        && computed.leaf == claimed_leaf;
    let first_difference = (!outputs_match).then(|| {
        let differs = computed.output.iter().zip(&claimed_output).position(|(ours, theirs)| ours != theirs);
        differs.unwrap_or(computed.output.len().min(claimed_output.len()))
    });
    let file = SegmentStore::output_name(computed.index);
    let mut result = json!({ "matches": matches, "computed": SegmentLine { record: computed.record(), file } });
    if let Some(position) = first_difference {
        result["firstDifferenceAt"] = json!(position);
    }
    Ok(result)
}

fn threads_of(asked: Option<usize>) -> Result<NonZeroUsize, Fault> {
    match asked {
        None => Ok(available_threads()),
        Some(count) => NonZeroUsize::new(count)
            .filter(|count| count.get() <= 1024)
            .ok_or_else(|| Fault::bad_request("The number of threads lies between 1 and 1024.")),
    }
}

fn seconds_of(asked: Option<f64>) -> Result<Option<Duration>, Fault> {
    asked
        .map(|seconds| {
            Duration::try_from_secs_f64(seconds)
                .map_err(|_| Fault::bad_request("A time is a positive number of seconds."))
        })
        .transpose()
}

fn read_job(path: &Path) -> Result<Vec<u8>, Fault> {
    read_file(path, JOB_BYTES as u64 + 1)
}

fn read_scene(path: &Path) -> Result<Vec<u8>, Fault> {
    read_file(path, Counts::MOST.length())
}

/// Reads a file that is refused unread when it is longer than `limit`.
fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, Fault> {
    let bytes = read_prefix(path, limit + 1)?;
    if bytes.len() as u64 > limit {
        let error = std::io::Error::new(std::io::ErrorKind::FileTooLarge, format!("longer than {limit} bytes"));
        return Err(Fault::file(path, &error));
    }
    Ok(bytes)
}

/// The first `limit` bytes of a file.
fn read_prefix(path: &Path, limit: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let read = || File::open(path)?.take(limit).read_to_end(&mut bytes).map(|_| ());
    let mut read = read;
    read().map_err(|error| Fault::file(path, &error))?;
    Ok(bytes)
}
