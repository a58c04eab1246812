//! A simulation that runs segment after segment and can stop and resume between any two.

use super::{
    fault::SimulationFault,
    force_field::{ForceField, PairSums},
    listed::fastest,
    reference::AllPairs,
};
use pyronet_compute_spec::{
    commitment::{HostSha256, Sha256},
    dynamics::{
        job::SimulationJob,
        motion::{Stepping, drift, kick, velocity_squared},
        output::Row,
        pair::Abort,
        state::{StateView, encode_state},
        thermostat::{Friction, noise_words},
    },
    plan::Plan as _,
    real::Real,
};
use std::num::NonZeroUsize;

/// A finished segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentOutput {
    /// Which one.
    pub index: u32,
    /// Rows, frames and radial counts as `pyronet_compute_spec::dynamics::output` lays them out: what the operation root
    /// covers.
    pub output: Vec<u8>,
    /// Canonical state after the segment; the state in is the previous segment's state out.
    pub state_out: Vec<u8>,
}

/// A job, where it stands, and the back end that answers forces. `R` is the arithmetic of the motion.
pub struct Simulation<R: Real = f32> {
    job: SimulationJob,
    field: Box<dyn ForceField>,
    stepping: Stepping<R>,
    friction: Option<Friction<R>>,
    step: u64,
    positions: Vec<[u32; 3]>,
    velocities: Vec<[i64; 3]>,
    /// Forces at `positions`, where known; they are no part of the state.
    forces: Vec<[i64; 3]>,
    forces_known: bool,
}

impl Simulation<f32> {
    /// Opens a job at the state of any segment boundary, with the fastest back end on `threads` threads.
    ///
    /// At step 0 the state must be the one that the job names; a later state is the caller's to check against what was
    /// committed.
    pub fn open(job_bytes: &[u8], state_bytes: &[u8], threads: NonZeroUsize) -> Result<Self, SimulationFault> {
        let job = SimulationJob::parse::<f32>(job_bytes)?;
        Self::with_field(job, state_bytes, fastest(&job, threads))
    }
}

impl<R: Real + Send + 'static> Simulation<R> {
    /// Opens a job with the reference back end and arithmetic `R` throughout.
    pub fn open_reference(job_bytes: &[u8], state_bytes: &[u8]) -> Result<Self, SimulationFault> {
        let job = SimulationJob::parse::<R>(job_bytes)?;
        Self::with_field(job, state_bytes, Box::new(AllPairs::<R>::new(&job)))
    }

    /// Opens a parsed job with any back end.
    pub fn with_field(
        job: SimulationJob,
        state_bytes: &[u8],
        field: Box<dyn ForceField>,
    ) -> Result<Self, SimulationFault> {
        let state = StateView::parse(state_bytes, job.atoms)?;
        if state.step() == 0 && HostSha256::digest(&[state_bytes]) != job.state_sha256 {
            return Err(SimulationFault::Mismatch("The job was encoded for another initial state."));
        }
        let boundary = state.step() == u64::from(job.steps)
            || (state.step() < u64::from(job.steps) && state.step().is_multiple_of(job.segment_steps.into()));
        if !boundary {
            return Err(SimulationFault::Mismatch("The state does not stand at the start of a segment of the job."));
        }
        Ok(Self {
            job,
            field,
            stepping: Stepping::new(&job),
            friction: Friction::new(&job),
            step: state.step(),
            positions: (0..job.atoms).map(|atom| state.position(atom)).collect(),
            velocities: (0..job.atoms).map(|atom| state.velocity(atom)).collect(),
            forces: vec![[0; 3]; job.atoms as usize],
            forces_known: false,
        })
    }

    /// The job: segment count, units and memory are its own.
    pub fn job(&self) -> &SimulationJob {
        &self.job
    }

    /// Steps done.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// The segment that [`Simulation::run_segment`] runs next; the segment count when all are done.
    pub fn next_segment(&self) -> u32 {
        // The last segment may be shorter than the others.
        (self.step.div_ceil(self.job.segment_steps.into())) as u32
    }

    /// Canonical bytes of the present state.
    pub fn state_bytes(&self) -> Vec<u8> {
        encode_state(self.step, &self.positions, &self.velocities)
    }

    /// Instructions of the back end.
    pub fn back_end(&self) -> &'static str {
        self.field.name()
    }

    /// Runs the next segment. `wanted` is asked before each step; when it refuses, or the job aborts, the simulation is back
    /// at the start of the segment.
    pub fn run_segment(&mut self, wanted: &dyn Fn() -> bool) -> Result<SegmentOutput, SimulationFault> {
        let index = self.next_segment();
        if index >= self.job.segment_count() {
            return Err(SimulationFault::Finished);
        }
        let before = (self.step, self.positions.clone(), self.velocities.clone());
        let ran = self.run_steps(index, wanted);
        if ran.is_err() {
            (self.step, self.positions, self.velocities) = before;
            self.forces_known = false;
        }
        let output = ran?;
        Ok(SegmentOutput { index, output, state_out: self.state_bytes() })
    }

    fn run_steps(&mut self, index: u32, wanted: &dyn Fn() -> bool) -> Result<Vec<u8>, SimulationFault> {
        let mut writer = SegmentWriter::new(&self.job, index);
        let initial = index == 0;
        if initial || !self.forces_known {
            let sums = self.evaluate(initial && self.job.writes_row(0))?;
            self.write(initial, sums, &mut writer)?;
        }
        let end = self.job.steps_before(index + 1);
        while self.step < end {
            if !wanted() {
                return Err(SimulationFault::Interrupted);
            }
            self.step += 1;
            self.move_atoms().map_err(self.aborted())?;
            let sums = self.evaluate(self.job.writes_row(self.step))?;
            self.kick_atoms().map_err(self.aborted())?;
            self.write(true, sums, &mut writer)?;
        }
        Ok(writer.finish())
    }

    fn aborted(&self) -> impl Fn(Abort) -> SimulationFault + use<R> {
        let step = self.step;
        move |abort| SimulationFault::Aborted { step, abort }
    }

    /// Forces at the present positions and, where wanted, the sums over pairs.
    fn evaluate(&mut self, wants_sums: bool) -> Result<Option<PairSums>, SimulationFault> {
        let mut sums = wants_sums.then(|| PairSums::empty(self.job.radial_bins));
        self.field.evaluate(&self.positions, &mut self.forces, sums.as_mut()).map_err(self.aborted())?;
        self.forces_known = true;
        Ok(sums)
    }

    /// Writes what is due after the present step.
    fn write(&self, due: bool, sums: Option<PairSums>, writer: &mut SegmentWriter) -> Result<(), SimulationFault> {
        if let Some(sums) = sums {
            let mut squared_velocities = 0_i64;
            for component in self.velocities.as_flattened() {
                let squared = velocity_squared::<R>(*component).map_err(self.aborted())?;
                squared_velocities = squared_velocities.wrapping_add(squared);
            }
            writer.row(self.step, squared_velocities, &sums);
        }
        if due && self.job.writes_frame(self.step) {
            writer.frame(self.step, &self.positions);
        }
        Ok(())
    }

    /// Everything of a step before its new forces.
    fn move_atoms(&mut self) -> Result<(), Abort> {
        self.kick_atoms()?;
        self.drift_atoms()?;
        if let Some(friction) = self.friction {
            for (atom, velocity) in self.velocities.iter_mut().enumerate() {
                let words = noise_words(self.job.seed, atom as u32, self.step);
                for axis in 0..3 {
                    velocity[axis] = friction.apply(velocity[axis], words[axis])?;
                }
            }
            self.drift_atoms()?;
        }
        Ok(())
    }

    fn kick_atoms(&mut self) -> Result<(), Abort> {
        let components = self.velocities.as_flattened_mut().iter_mut().zip(self.forces.as_flattened());
        for (velocity, force) in components {
            *velocity = kick(*velocity, *force, self.stepping.half_kick)?;
        }
        Ok(())
    }

    fn drift_atoms(&mut self) -> Result<(), Abort> {
        for (position, velocity) in self.positions.iter_mut().zip(&self.velocities) {
            for axis in 0..3 {
                position[axis] = drift(position[axis], velocity[axis], self.stepping.drift[axis])?;
            }
        }
        Ok(())
    }
}

/// Gathers a segment's output.
struct SegmentWriter {
    rows: Vec<u8>,
    frames: Vec<u8>,
    samples: u64,
    radial: Vec<u64>,
}

impl SegmentWriter {
    fn new(job: &SimulationJob, index: u32) -> Self {
        let mut rows = vec![];
        // So that growing does not double what the plan counts once.
        rows.reserve_exact(job.segment_output_bytes(index) as usize);
        Self { rows, frames: vec![], samples: 0, radial: vec![0; job.radial_bins as usize] }
    }

    fn row(&mut self, step: u64, squared_velocities: i64, sums: &PairSums) {
        let PairSums { potential, virial, pairs, .. } = *sums;
        self.rows.extend_from_slice(&Row { step, squared_velocities, potential, virial, pairs }.to_bytes());
        self.samples += 1;
        for (sum, count) in self.radial.iter_mut().zip(&sums.radial) {
            *sum += count;
        }
    }

    fn frame(&mut self, step: u64, positions: &[[u32; 3]]) {
        self.frames.extend_from_slice(&step.to_le_bytes());
        for component in positions.as_flattened() {
            self.frames.extend_from_slice(&component.to_le_bytes());
        }
    }

    fn finish(self) -> Vec<u8> {
        let mut output = self.rows;
        output.extend_from_slice(&self.frames);
        if !self.radial.is_empty() {
            output.extend_from_slice(&self.samples.to_le_bytes());
            for count in self.radial {
                output.extend_from_slice(&count.to_le_bytes());
            }
        }
        output
    }
}
