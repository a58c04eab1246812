//! Jobs and states that the tests share.

use pyronet_compute_spec::{
    commitment::{HostSha256, Sha256},
    dynamics::{
        job::{Scheme, SimulationJob},
        output::{ROW_BYTES, Row},
    },
    plan::Plan as _,
};
use pyronet_engine::dynamics::{
    lattice::{Lattice, Start},
    simulation::{SegmentOutput, Simulation},
};
use std::num::NonZeroUsize;

pub const ONE: NonZeroUsize = NonZeroUsize::MIN;

/// A liquid near the triple point: `cells`³ · 4 atoms.
pub fn liquid(cells: u32) -> Start {
    Lattice { cells: [cells; 3], density: 0.8442, temperature: 1.44, seed: 7 }.start().unwrap()
}

/// A job over `start`: cutoff 2.5, time step 0.005, a row at every step.
pub fn job(start: &Start, scheme: Scheme, steps: u32) -> SimulationJob {
    SimulationJob {
        atoms: start.atoms,
        scheme,
        thermostat: None,
        box_edge_bits: start.box_edges.map(f32::to_bits),
        cutoff_bits: 2.5_f32.to_bits(),
        time_step_bits: 0.005_f32.to_bits(),
        steps,
        segment_steps: steps,
        row_interval: 1,
        frame_interval: 0,
        radial_bins: 0,
        seed: 11,
        state_sha256: HostSha256::digest(&[&start.state]),
    }
}

pub fn open(job: &SimulationJob, state: &[u8]) -> Simulation {
    Simulation::open(&job.encode::<f32>().unwrap(), state, ONE).unwrap()
}

/// Every segment from where the simulation stands.
pub fn run(mut simulation: Simulation) -> Vec<SegmentOutput> {
    (simulation.next_segment()..simulation.job().segment_count())
        .map(|_| simulation.run_segment(&|| true).unwrap())
        .collect()
}

/// The rows at the beginning of a segment's output.
pub fn rows(job: &SimulationJob, segment: &SegmentOutput) -> Vec<Row> {
    let steps = job.output_steps(segment.index).filter(|step| job.writes_row(*step)).count();
    segment.output[..steps * ROW_BYTES].chunks(ROW_BYTES).map(Row::from_bytes).collect()
}
