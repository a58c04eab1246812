//! Every back end gives the same bytes.

use crate::settings::{job, liquid, run};
use pyronet_compute_spec::{
    dynamics::{
        job::{Langevin, Scheme, SimulationJob},
        state::{StateView, encode_state},
    },
    softfloat::Soft32,
};
use pyronet_engine::dynamics::{
    force_field::{ForceField, PairSums},
    lattice::{Lattice, Start},
    listed::{baseline, fastest},
    reference::AllPairs,
    simulation::{SegmentOutput, Simulation},
};
use std::num::NonZeroUsize;

fn with_field(job: &SimulationJob, start: &Start, field: Box<dyn ForceField>) -> Vec<SegmentOutput> {
    run(Simulation::with_field(*job, &start.state, field).unwrap())
}

/// Everything a job can ask for at once.
fn full_job(start: &Start, scheme: Scheme) -> SimulationJob {
    let mut job = job(start, scheme, 30);
    job.segment_steps = 13;
    job.row_interval = 4;
    job.frame_interval = 7;
    job.radial_bins = 50;
    job.thermostat = Some(Langevin { temperature_bits: 0.9_f32.to_bits(), friction_bits: 2.0_f32.to_bits() });
    job
}

#[test]
fn lists_vectors_and_threads_give_the_bytes_of_all_pairs() {
    for scheme in [Scheme::Truncated, Scheme::ForceShifted] {
        let start = liquid(8);
        let job = full_job(&start, scheme);
        let reference = with_field(&job, &start, Box::new(AllPairs::<f32>::new(&job)));
        assert_eq!(reference.len(), 3);
        for threads in [1, 2, 3] {
            let threads = NonZeroUsize::new(threads).unwrap();
            assert!(with_field(&job, &start, fastest(&job, threads)) == reference, "{scheme:?}, {threads} threads");
            assert!(with_field(&job, &start, baseline(&job, threads)) == reference, "{scheme:?}, {threads} threads");
        }
    }
}

#[test]
fn a_whole_simulation_in_soft_float_gives_the_bytes_of_the_processor() {
    for scheme in [Scheme::Truncated, Scheme::ForceShifted] {
        let start = liquid(3);
        let mut job = full_job(&start, scheme);
        (job.steps, job.segment_steps, job.row_interval, job.frame_interval) = (6, 6, 2, 3);
        let bytes = job.encode::<f32>().unwrap();
        assert_eq!(SimulationJob::parse::<Soft32>(&bytes), Ok(job));
        let mut soft = Simulation::<Soft32>::open_reference(&bytes, &start.state).unwrap();
        assert!(soft.run_segment(&|| true).unwrap() == with_field(&job, &start, fastest(&job, NonZeroUsize::MIN))[0]);
    }
}

/// Forces and sums of a configuration.
fn evaluated(mut field: Box<dyn ForceField>, positions: &[[u32; 3]]) -> (Vec<[i64; 3]>, PairSums) {
    let (mut forces, mut sums) = (vec![[0; 3]; positions.len()], PairSums::empty(20));
    field.evaluate(positions, &mut forces, Some(&mut sums)).unwrap();
    (forces, sums)
}

#[test]
fn boxes_of_every_shape_and_atoms_on_their_edges_are_covered() {
    // From one cell along an axis to many; a cutoff of exactly half the box; the longest lists and the empty ones.
    for (cells, density, cutoff) in
        [([3, 3, 3], 0.8442, 2.5), ([3, 4, 20], 0.8442, 2.5), ([5, 3, 9], 1.1, 1.0), ([6, 6, 6], 0.01, 7.0)]
    {
        let start = Lattice { cells, density, temperature: 1.0, seed: 3 }.start().unwrap();
        let mut job = job(&start, Scheme::Truncated, 1);
        job.cutoff_bits = f32::to_bits(cutoff);
        let state = StateView::parse(&start.state, start.atoms).unwrap();
        // A quarter of a lattice cell further, so that some atoms come to lie at both ends of the box.
        for shift in [0, 1, u32::MAX, 1 << 29] {
            let positions: Vec<[u32; 3]> = (0..start.atoms)
                .map(|atom| state.position(atom).map(|component| component.wrapping_add(shift)))
                .collect();
            let expected = evaluated(Box::new(AllPairs::<f32>::new(&job)), &positions);
            assert_eq!(evaluated(fastest(&job, NonZeroUsize::MIN), &positions), expected, "{cells:?}");
            assert_eq!(evaluated(baseline(&job, NonZeroUsize::MIN), &positions), expected, "{cells:?}");
        }
    }
}

#[test]
fn a_crowd_in_a_large_box_needs_no_longer_lists_than_planned() {
    // A dense droplet: each atom has far more neighbours than the box's mean density promises.
    let crowd = liquid(6);
    let state = StateView::parse(&crowd.state, crowd.atoms).unwrap();
    let box_edge = crowd.box_edges[0] * 64.0;
    let positions: Vec<[u32; 3]> =
        (0..crowd.atoms).map(|atom| state.position(atom).map(|component| component / 64)).collect();
    let start = Start {
        box_edges: [box_edge; 3],
        state: encode_state(0, &positions, &vec![[0; 3]; positions.len()]),
        atoms: crowd.atoms,
    };
    let mut job = job(&start, Scheme::Truncated, 3);
    job.cutoff_bits = 4.0_f32.to_bits();
    let reference = with_field(&job, &start, Box::new(AllPairs::<f32>::new(&job)));
    assert!(with_field(&job, &start, fastest(&job, NonZeroUsize::MIN)) == reference);
}
