//! Files that a request names, read no further than they may be long.

use super::request::{Run, Verify};
use crate::{
    fault::Fault,
    workload::{self, Files, MAX_JOB_BYTES, Workload, plan_of},
};
use pyronet_compute_spec::plan::Plan;
use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

/// Where the files of a job lie.
pub(super) struct JobPaths<'a> {
    pub job: &'a Path,
    pub input: &'a Path,
    pub model: Option<&'a PathBuf>,
}

impl<'a> From<&'a Run> for JobPaths<'a> {
    fn from(Run { job, input, model, .. }: &'a Run) -> Self {
        Self { job, input, model: model.as_ref() }
    }
}

impl<'a> From<&'a Verify> for JobPaths<'a> {
    fn from(Verify { job, input, model, .. }: &'a Verify) -> Self {
        Self { job, input, model: model.as_ref() }
    }
}

/// The bytes of a job's files.
pub(super) struct JobBytes {
    pub job: Vec<u8>,
    input: Vec<u8>,
    model: Option<Vec<u8>>,
}

impl JobBytes {
    /// Reads a job, asks `allowed` about its plan, and then reads its input and model.
    pub(super) fn read(paths: &JobPaths<'_>, allowed: impl Fn(&dyn Plan) -> Result<(), Fault>) -> Result<Self, Fault> {
        let job = read_job(paths.job)?;
        let plan = plan_of(&job)?;
        allowed(plan.as_ref())?;
        // One byte too many tells a wrong file as well as all of them.
        let input = read_prefix(paths.input, plan.input_bytes().saturating_add(1))?;
        let model = paths.model.map(|path| read_prefix(path, plan.model_bytes().saturating_add(1))).transpose()?;
        Ok(Self { job, input, model })
    }

    /// The job, ready to run.
    pub(super) fn open(&self) -> Result<Box<dyn Workload + '_>, Fault> {
        workload::open(Files { job: &self.job, input: &self.input, model: self.model.as_deref() })
    }
}

pub(super) fn read_job(path: &Path) -> Result<Vec<u8>, Fault> {
    read_file(path, MAX_JOB_BYTES)
}

/// Reads a file that is refused when it is longer than `limit`.
pub(super) fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, Fault> {
    let bytes = read_prefix(path, limit + 1)?;
    if bytes.len() as u64 > limit {
        let error = std::io::Error::new(std::io::ErrorKind::FileTooLarge, format!("longer than {limit} bytes"));
        return Err(Fault::file(path, &error));
    }
    Ok(bytes)
}

/// The first `limit` bytes of a file.
pub(super) fn read_prefix(path: &Path, limit: u64) -> Result<Vec<u8>, Fault> {
    let read = || {
        let mut file = File::open(path)?;
        let mut bytes = Vec::with_capacity(file.metadata()?.len().min(limit) as usize);
        file.by_ref().take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|error| Fault::file(path, &error))
}
