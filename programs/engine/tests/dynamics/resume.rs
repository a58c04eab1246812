//! A simulation stops and resumes between any two segments, and stops anywhere.

use crate::settings::{ONE, job, liquid, open, run};
use pyronet_compute_spec::{
    dynamics::job::{Langevin, Scheme, SimulationJob},
    plan::Plan as _,
};
use pyronet_engine::dynamics::{fault::SimulationFault, lattice::Start, simulation::Simulation};
use std::cell::Cell;

fn segmented(start: &Start) -> SimulationJob {
    let mut job = job(start, Scheme::Truncated, 55);
    (job.segment_steps, job.row_interval, job.frame_interval, job.radial_bins) = (10, 3, 20, 16);
    job.thermostat = Some(Langevin { temperature_bits: 1.0_f32.to_bits(), friction_bits: 1.0_f32.to_bits() });
    job
}

#[test]
fn every_checkpoint_continues_to_the_same_bytes() {
    let start = liquid(5);
    let job = segmented(&start);
    let whole = run(open(&job, &start.state));
    assert_eq!(whole.len(), 6);
    for (index, segment) in whole.iter().enumerate() {
        assert_eq!(segment.output.len() as u64, job.segment_output_bytes(index as u32));
        let resumed = open(&job, &segment.state_out);
        assert_eq!(resumed.next_segment() as usize, index + 1);
        assert!(run(resumed) == whole[index + 1..], "from {index}");
    }
}

#[test]
fn a_cancelled_segment_leaves_the_simulation_where_it_began() {
    let start = liquid(5);
    let job = segmented(&start);
    let mut simulation = open(&job, &start.state);
    let first = simulation.run_segment(&|| true).unwrap();
    let steps = Cell::new(0);
    let four_steps = || {
        steps.set(steps.get() + 1);
        steps.get() <= 4
    };
    assert_eq!(simulation.run_segment(&four_steps), Err(SimulationFault::Interrupted));
    assert!(simulation.state_bytes() == first.state_out);
    assert!(run(simulation) == run(open(&job, &first.state_out)));
}

#[test]
fn a_finished_simulation_says_so() {
    let start = liquid(5);
    let job = segmented(&start);
    let end = run(open(&job, &start.state)).pop().unwrap().state_out;
    assert_eq!(open(&job, &end).run_segment(&|| true), Err(SimulationFault::Finished));
}

#[test]
fn a_state_of_another_job_or_between_two_segments_is_refused() {
    let start = liquid(5);
    let job = segmented(&start);
    let bytes = job.encode::<f32>().unwrap();
    let code = |state: &[u8]| Simulation::open(&bytes, state, ONE).err().map(|fault| fault.code());
    let mut other = start.state.clone();
    other[30] ^= 1;
    assert_eq!(code(&other), Some("state-mismatch"));
    for step in [1_u64, 9, 54, 56, 60, u64::MAX] {
        other[16..24].copy_from_slice(&step.to_le_bytes());
        assert_eq!(code(&other), Some("state-mismatch"), "{step}");
    }
    other[16..24].copy_from_slice(&50_u64.to_le_bytes());
    assert_eq!(code(&other), None);
    assert_eq!(code(&liquid(4).state), Some("state-atoms"));
}
