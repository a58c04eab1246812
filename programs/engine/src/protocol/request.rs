//! What a line may say.

use crate::prepare::Settings;
use serde::Deserialize;
use std::path::PathBuf;

/// A line of input.
#[derive(Debug)]
pub(super) enum Line {
    Cancel(Cancel),
    Request(Box<Request>),
}

impl Line {
    /// Reads a line; the error says what is wrong with it, beside the request's number where that can be read.
    pub(super) fn parse(line: &[u8]) -> Result<Self, (Option<u64>, serde_json::Error)> {
        let value: serde_json::Value = serde_json::from_slice(line).map_err(|error| (None, error))?;
        let id = value.get("id").and_then(serde_json::Value::as_u64);
        // Told apart first, so that the error speaks of the one that was meant.
        let line = if value.get("cancel").is_some() {
            serde_json::from_value(value).map(Self::Cancel)
        } else {
            serde_json::from_value(value).map(|request| Self::Request(Box::new(request)))
        };
        line.map_err(|error| (id, error))
    }
}

/// Ends the command at work.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cancel {
    pub v: u32,
    pub cancel: bool,
}

/// A command with the caller's number for it.
#[derive(Debug, Deserialize)]
pub(super) struct Request {
    pub v: u32,
    pub id: u64,
    #[serde(flatten)]
    pub command: Command,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case")]
pub(super) enum Command {
    Probe(Probe),
    Bench(Bench),
    Import(Import),
    Prepare(Prepare),
    Vocabulary(Vocabulary),
    Plan(Plan),
    Run(Run),
    Verify(Verify),
    Selftest(Selftest),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Probe {}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Selftest {}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Bench {
    pub part: BenchPart,
    /// Least time of the measurement.
    pub seconds: Option<f64>,
    pub threads: Option<usize>,
    /// `rays` only: job and scene whose rays are traced instead of the standard ones.
    pub job: Option<PathBuf>,
    pub scene: Option<PathBuf>,
    /// `rays` only: where to write the rays.
    pub rays: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum BenchPart {
    Work,
    Rays,
    Commitments,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Import {
    pub file: PathBuf,
    pub format: String,
    /// Where to write the scene.
    pub scene: PathBuf,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Prepare {
    pub settings: Settings,
    /// What to start from, or the model's header, where the settings need one.
    pub file: Option<PathBuf>,
    /// Where to write the job.
    pub job: PathBuf,
    /// Where to write its input.
    pub input: PathBuf,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vocabulary {
    /// The model's file, or its header.
    pub file: PathBuf,
    /// Where to write the vocabulary.
    pub vocabulary: PathBuf,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    pub job: PathBuf,
    /// With it, everything is checked that the job says of its files.
    pub input: Option<PathBuf>,
    pub model: Option<PathBuf>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Run {
    pub job: PathBuf,
    pub input: PathBuf,
    pub model: Option<PathBuf>,
    /// Folder for the segments.
    pub folder: PathBuf,
    /// Of a job that carries state: what segment `from - 1` left.
    pub state: Option<PathBuf>,
    pub from: Option<u32>,
    pub to: Option<u32>,
    #[serde(default)]
    pub resume: bool,
    pub threads: Option<usize>,
    pub max_seconds: Option<f64>,
    pub max_memory_bytes: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Verify {
    pub job: PathBuf,
    pub input: PathBuf,
    pub model: Option<PathBuf>,
    /// Folder for the segment as computed here.
    pub folder: PathBuf,
    /// Of a job that carries state: what segment `index - 1` left.
    pub state: Option<PathBuf>,
    pub index: u32,
    /// Decimal text.
    pub units: String,
    pub operation_root: String,
    pub leaf: String,
    /// The claimed output.
    pub output: PathBuf,
    pub threads: Option<usize>,
    pub max_seconds: Option<f64>,
}
