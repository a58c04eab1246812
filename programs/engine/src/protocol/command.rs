//! One function per command.

use super::{
    answer::{Answers, Deaf},
    files::{JobBytes, JobPaths, read_file, read_job},
    request::{Bench, BenchPart, Command, Import, Plan, Prepare, Vocabulary},
    work,
};
use crate::{
    PROTOCOL_VERSION,
    benchmark::{Unmeasured, measure_commitments, measure_rays, measure_work},
    fault::Fault,
    hexadecimal::to_hex,
    import::{MAX_FILE_BYTES, SceneFormat, import_scene_bytes},
    lanes::{Baseline, Lanes},
    machine::{processor_features, processor_name},
    plan::plan,
    prepare::{Prepared, prepare, vocabulary},
    rays::{ray_file, standard_rays},
    render,
    run::available_threads,
    segment_store::write_whole,
    self_test::self_test,
    standard_job::benchmark_job,
    workload::rendering::open_job,
};
use pyronet_compute_spec::{
    commitment::{HostSha256, Sha256},
    path::Frame,
    scene::{Counts, SceneView},
};
use serde_json::json;
use std::{io::Write, num::NonZeroUsize, path::Path, time::Duration};

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
    pub(super) fn wanted(&self) -> bool {
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
        Command::Prepare(request) => prepare_command(request)?,
        Command::Vocabulary(request) => vocabulary_command(request)?,
        Command::Plan(request) => plan_command(request)?,
        Command::Run(request) => return work::run(request, context, answers),
        Command::Verify(request) => work::verify(request, context)?,
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

fn prepare_command(request: &Prepare) -> Result<serde_json::Value, Fault> {
    let file = request.file.as_ref().map(|path| read_file(path, MAX_FILE_BYTES as u64)).transpose()?;
    let Prepared { job, input } = prepare(&request.settings, file.as_deref())?;
    write_whole(&request.job, &job)?;
    write_whole(&request.input, &input)?;
    Ok(json!({ "jobBytes": job.len(), "inputBytes": input.len() }))
}

fn vocabulary_command(request: &Vocabulary) -> Result<serde_json::Value, Fault> {
    let vocabulary = vocabulary(&read_file(&request.file, MAX_FILE_BYTES as u64)?)?;
    write_whole(&request.vocabulary, &vocabulary)?;
    Ok(json!({ "bytes": vocabulary.len() }))
}

fn plan_command(request: &Plan) -> Result<serde_json::Value, Fault> {
    let job = read_job(&request.job)?;
    if let Some(input) = &request.input {
        JobBytes::read(&JobPaths { job: &request.job, input, model: request.model.as_ref() }, |_| Ok(()))?.open()?;
    }
    serde_json::to_value(plan(&job)?).map_err(|error| Fault::defect(error.to_string()))
}

pub(super) fn threads_of(asked: Option<usize>) -> Result<NonZeroUsize, Fault> {
    match asked {
        None => Ok(available_threads()),
        Some(count) => NonZeroUsize::new(count)
            .filter(|count| count.get() <= 1024)
            .ok_or_else(|| Fault::bad_request("The number of threads lies between 1 and 1024.")),
    }
}

pub(super) fn seconds_of(asked: Option<f64>) -> Result<Option<Duration>, Fault> {
    asked
        .map(|seconds| {
            Duration::try_from_secs_f64(seconds)
                .map_err(|_| Fault::bad_request("A time is a positive number of seconds."))
        })
        .transpose()
}

/// The longest scene that may be.
fn read_scene(path: &Path) -> Result<Vec<u8>, Fault> {
    read_file(path, Counts::MOST.length())
}
