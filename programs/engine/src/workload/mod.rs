//! The families of work behind one interface: what the protocol, the store and the module know of a job.
//!
//! A job's first eight bytes say which family it belongs to. To add one: its canonical bytes and [`Plan`] in
//! `compute-spec`, a file here that opens it, and a line in [`plan_of`] and [`open`].

pub mod inference;
pub mod rendering;
mod simulation;

use crate::{
    fault::Fault,
    inference::{decoder::Instructions, gguf::Gguf, tensors::assemble},
    segment::Segment,
};
use pyronet_compute_spec::{
    commitment::{Digest, HostSha256, Sha256},
    dynamics::job::{SIMULATION_MAGIC, SimulationJob},
    inference::{GENERATION_MAGIC, Generation},
    job::{JOB_MAGIC, Job},
    plan::Plan,
};
use std::{num::NonZeroUsize, ops::Range};

/// The bytes of a job: what is asked, of what, and by which model.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// Canonical job bytes; their SHA-256 is the graph root.
    pub job: &'a [u8],
    /// Canonical input bytes: a scene, an initial state, a prompt.
    pub input: &'a [u8],
    /// The model's file, where the job has one.
    pub model: Option<&'a [u8]>,
}

/// Longest job, in bytes.
pub const MAX_JOB_BYTES: u64 = 1 << 20;

/// Which segments to compute, and how.
pub struct Span<'a> {
    /// All of them exist.
    pub segments: Range<u32>,
    /// The state that the segment before the first one left; nothing where the job carries none or begins at its start.
    pub state: Option<&'a [u8]>,
    /// Never changes a byte.
    pub threads: NonZeroUsize,
    /// Asked several times a second; a fault ends the work with it.
    pub keep_going: &'a (dyn Fn() -> Result<(), Fault> + Sync),
}

/// Takes finished segments; a fault ends the work with it.
pub type Receive<'a> = dyn FnMut(Segment) -> Result<(), Fault> + 'a;

/// An opened job: its bytes were checked, and belong together.
pub trait Workload: Send + Sync {
    /// What the lease fixed.
    fn plan(&self) -> &dyn Plan;
    /// Root of a state between segments, or of the one that the job begins with; zeros where the job carries none.
    fn state_root(&self, state: Option<&[u8]>) -> Result<Digest, Fault>;
    /// Computes the segments of `span` and hands them to `receive` in ascending order.
    fn run(&self, span: &Span<'_>, receive: &mut Receive<'_>) -> Result<(), Fault>;
}

/// Checks a job's bytes alone.
pub fn plan_of(job: &[u8]) -> Result<Box<dyn Plan>, Fault> {
    match family_of(job)? {
        Family::Rendering => Ok(Box::new(Job::parse::<f32>(job).map_err(Fault::bad_job)?)),
        Family::Generation => Ok(Box::new(Generation::parse::<f32>(job).map_err(Fault::bad_job)?)),
        Family::Dynamics => Ok(Box::new(SimulationJob::parse::<f32>(job).map_err(Fault::bad_job)?)),
    }
}

/// Checks a job and its files, and makes it ready to run on this machine.
pub fn open<'a>(files: Files<'a>) -> Result<Box<dyn Workload + 'a>, Fault> {
    match family_of(files.job)? {
        Family::Rendering => Ok(Box::new(rendering::Rendering::open(files)?)),
        Family::Generation => {
            let assemble = |job: &Generation, model| assemble(job.shape, &Gguf::read(model)?);
            Ok(Box::new(inference::Inference::open(files, Instructions::fastest(), assemble)?))
        }
        Family::Dynamics => Ok(Box::new(simulation::Dynamics::open(files)?)),
    }
}

/// That these are the input and the model that the job names.
fn check_belonging(plan: &dyn Plan, input: &[u8], model: Option<&[u8]>) -> Result<(), Fault> {
    let input_fits = input.len() as u64 == plan.input_bytes() && HostSha256::digest(&[input]) == plan.input_root();
    if !input_fits {
        return Err(Fault::input_mismatch("The job was encoded for another input."));
    }
    let model_fits = match model {
        // A job is planned without its model.
        None => true,
        Some(model) => model.len() as u64 == plan.model_bytes() && HostSha256::digest(&[model]) == plan.model_root(),
    };
    if model_fits { Ok(()) } else { Err(Fault::input_mismatch("The job was encoded for another model, or for none.")) }
}

enum Family {
    Rendering,
    Dynamics,
    Generation,
}

fn family_of(job: &[u8]) -> Result<Family, Fault> {
    match job.first_chunk::<8>() {
        Some(&JOB_MAGIC) => Ok(Family::Rendering),
        Some(&GENERATION_MAGIC) => Ok(Family::Generation),
        Some(&SIMULATION_MAGIC) => Ok(Family::Dynamics),
        _ => Err(Fault::unknown_job()),
    }
}
