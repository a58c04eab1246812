//! Molecular dynamics: segments of steps, each going on from the state that the one before it left.

use super::{Files, Receive, Span, Workload, check_belonging};
use crate::{
    dynamics::{fault::SimulationFault, simulation::Simulation},
    fault::Fault,
    segment::{Carried, Segment},
};
use pyronet_compute_spec::{
    commitment::{Digest, HostSha256, operation_root},
    dynamics::{job::SimulationJob, state::StateView},
    plan::Plan,
};

/// A job and the state it begins with.
pub(super) struct Dynamics<'a> {
    files: Files<'a>,
    job: SimulationJob,
}

impl<'a> Dynamics<'a> {
    pub(super) fn open(files: Files<'a>) -> Result<Self, Fault> {
        let job = SimulationJob::parse::<f32>(files.job).map_err(Fault::bad_job)?;
        check_belonging(&job, files.input, files.model)?;
        StateView::parse(files.input, job.atoms).map_err(Fault::bad_input)?;
        Ok(Self { files, job })
    }
}

impl Workload for Dynamics<'_> {
    fn plan(&self) -> &dyn Plan {
        &self.job
    }

    fn state_root(&self, state: Option<&[u8]>) -> Result<Digest, Fault> {
        let state = state.unwrap_or(self.files.input);
        StateView::parse(state, self.job.atoms).map_err(|refusal| Fault::state_mismatch(refusal.sentence))?;
        Ok(operation_root::<HostSha256>(state))
    }

    fn run(&self, span: &Span<'_>, receive: &mut Receive<'_>) -> Result<(), Fault> {
        if span.segments.is_empty() {
            return Ok(());
        }
        let before = span.state.unwrap_or(self.files.input);
        let mut state_in = self.state_root(span.state)?;
        let mut simulation = Simulation::open(self.files.job, before, span.threads).map_err(fault_of)?;
        if simulation.next_segment() != span.segments.start {
            return Err(Fault::state_mismatch("The state is that before another segment."));
        }
        for index in span.segments.clone() {
            (span.keep_going)()?;
            let finished = simulation.run_segment(&|| (span.keep_going)().is_ok()).map_err(|fault| {
                // The reason why the caller wants no more is the caller's.
                (span.keep_going)().err().unwrap_or_else(|| fault_of(fault))
            })?;
            let state_out = operation_root::<HostSha256>(&finished.state_out);
            let operation_root = operation_root::<HostSha256>(&finished.output);
            let carried = Carried { state_in, operation_root, state_out, state: finished.state_out };
            receive(Segment::commit_carried(&self.job, index, finished.output, carried))?;
            state_in = state_out;
        }
        Ok(())
    }
}

fn fault_of(fault: SimulationFault) -> Fault {
    match fault {
        SimulationFault::Refused(refusal) => Fault::bad_input(refusal),
        SimulationFault::Mismatch(sentence) => Fault::state_mismatch(sentence),
        SimulationFault::Aborted { abort, .. } => Fault::job_aborted(abort.code(), fault.to_string()),
        SimulationFault::Interrupted => Fault::cancelled(),
        SimulationFault::Finished => Fault::no_such_segment(),
    }
}
