//! Why a command failed, as callers see it.

use crate::{import::ImportError, render::NotFinite};
use pyronet_compute_spec::refusal::Refusal;
use serde::Serialize;

/// A failure: a stable code, the exact reason, a sentence and a next step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Stable kebab-case code; the list is in `docs/engine-protocol.md`.
    pub code: &'static str,
    /// The reason within the code, stable too; empty where the code says it all.
    pub detail: String,
    /// A sentence for people.
    pub message: String,
    /// What the caller can do.
    pub next: &'static str,
}

impl Fault {
    fn new(code: &'static str, detail: &str, message: impl Into<String>, next: &'static str) -> Self {
        Self { code, detail: detail.to_owned(), message: message.into(), next }
    }

    /// The request itself is not one of the protocol.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new("bad-request", "", message, "Send one request of docs/engine-protocol.md per line.")
    }
    /// Job bytes were refused.
    pub fn bad_job(refusal: Refusal) -> Self {
        Self::new("bad-job", refusal.code, refusal.to_string(), "Correct the job settings.")
    }
    /// Settings from which no job can be made.
    pub fn bad_settings(message: &str) -> Self {
        Self::new("bad-job", "job-settings", message, "Correct the job settings.")
    }
    /// A file that settings speak of could not be read.
    pub fn unreadable_file(detail: &str, message: impl Into<String>) -> Self {
        Self::new("import-failed", detail, message, "Correct the file, or export it again.")
    }
    /// The bytes are no job of any family.
    pub fn unknown_job() -> Self {
        Self::new("bad-job", "job-magic", "These bytes are not a job that this engine knows.", "Update the engine.")
    }
    /// The job and its input or model do not belong together.
    pub fn input_mismatch(message: &str) -> Self {
        Self::new(
            "bad-job",
            "job-input",
            message,
            "Encode the job for this input, or give the input it was encoded for.",
        )
    }
    /// The state is not the one that the segment goes on from.
    pub fn state_mismatch(message: &str) -> Self {
        Self::new("bad-state", "", message, "Give the state that the segment before the first one left.")
    }
    /// Segments were asked for that the job does not have.
    pub fn no_such_segment() -> Self {
        let message = "The job has no such segment, or the range of segments runs backwards.";
        Self::new("bad-request", "segment", message, "Ask for segments below the job's segment count.")
    }
    /// Scene bytes were refused.
    pub fn bad_scene(refusal: Refusal) -> Self {
        Self::new("bad-scene", refusal.code, refusal.to_string(), "Import the scene again from its source file.")
    }
    /// A file could not be turned into a scene.
    pub fn import_failed(error: &ImportError) -> Self {
        let next = "Export the file again, as binary PLY or GLB without compression extensions.";
        Self::new("import-failed", error.code.as_str(), error.sentence.clone(), next)
    }
    /// The input's bytes were refused.
    pub fn bad_input(refusal: Refusal) -> Self {
        Self::new("bad-input", refusal.code, refusal.to_string(), "Make the input again from its source file.")
    }
    /// The job's own abort: every engine aborts it at the same segment.
    pub fn job_aborted(detail: &str, message: impl Into<String>) -> Self {
        Self::new("job-aborted", detail, message, "The same job aborts everywhere; change its input or its settings.")
    }
    /// A pixel is not a finite number.
    pub fn not_finite(pixel: NotFinite) -> Self {
        let message = format!("The pixel in column {}, row {} is not a finite number.", pixel.column, pixel.row);
        Self::job_aborted("not-finite", message)
    }
    /// The logits of a position are not all finite: every engine aborts this job at the same segment.
    pub fn generation_aborted(position: usize) -> Self {
        let message = format!("A logit of position {position} is not a finite number.");
        Self::new("job-aborted", "not-finite", message, "The same job aborts everywhere; use another model or profile.")
    }
    /// The model's file was refused, or is not what the job says.
    pub fn bad_model(detail: &str, message: impl Into<String>) -> Self {
        Self::new("bad-model", detail, message, "Encode the job for this model, or give a model of a known kind.")
    }
    /// The caller cancelled or closed the input.
    pub fn cancelled() -> Self {
        let next = "Nothing to do: segments that were already delivered remain valid.";
        Self::new("cancelled", "", "The command was cancelled.", next)
    }
    /// The caller's time limit passed.
    pub fn time_limit(seconds: f64) -> Self {
        let message = format!("The run took longer than its limit of {seconds} seconds.");
        Self::new("time-limit", "", message, "Resume from the last delivered segment with a longer limit.")
    }
    /// The job needs more than the caller allows.
    pub fn out_of_memory(needed_bytes: u64, limit_bytes: u64) -> Self {
        let message = format!("The job may need {needed_bytes} bytes of memory; the limit is {limit_bytes}.");
        Self::new("out-of-memory", "", message, "Use a smaller scene or picture, or a machine with more memory.")
    }
    /// A file could not be read or written.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        let message = format!("{}: {error}", path.display());
        Self::new(
            "file",
            &format!("{:?}", error.kind()),
            message,
            "Check the path, its permissions and the free space.",
        )
    }
    /// The engine itself failed; a defect.
    pub fn defect(message: impl Into<String>) -> Self {
        Self::new("engine-fault", "", message, "Keep the job and scene files and report them.")
    }
}
