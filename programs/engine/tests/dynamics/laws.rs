//! Physics that must hold.

use crate::settings::{ONE, job, liquid, open, rows, run};
use pyronet_compute_spec::{
    commitment::{HostSha256, Sha256},
    dynamics::{
        job::{Langevin, Scheme, SimulationJob},
        output::ROW_BYTES,
        state::{StateView, encode_state},
    },
};
use pyronet_engine::dynamics::{lattice::Start, listed::fastest, thermodynamics::Thermodynamics};

fn history(job: &SimulationJob, start: &Start) -> Vec<Thermodynamics> {
    let segments = run(open(job, &start.state));
    segments.iter().flat_map(|segment| rows(job, segment)).map(|row| Thermodynamics::new(job, &row)).collect()
}

/// Total energies per atom over two units of time, the melting of the lattice left out.
fn energies(time_step: f32) -> Vec<f64> {
    let start = liquid(5);
    let mut job = job(&start, Scheme::ForceShifted, (4.0 / time_step) as u32);
    (job.time_step_bits, job.row_interval) = (time_step.to_bits(), 4);
    let history = history(&job, &start);
    history[history.len() / 2..].iter().map(|row| row.total_per_atom).collect()
}

fn spread(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64).sqrt()
}

#[test]
fn energy_is_kept_and_its_error_falls_with_the_square_of_the_time_step() {
    let (coarse, fine) = (energies(0.004), energies(0.002));
    assert!(spread(&coarse) < 5e-4, "{}", spread(&coarse));
    let order = spread(&coarse) / spread(&fine);
    assert!((3.0..5.0).contains(&order), "{order}");
}

#[test]
fn energy_does_not_drift_over_five_thousand_steps() {
    let start = liquid(3);
    let mut job = job(&start, Scheme::ForceShifted, 5_000);
    (job.time_step_bits, job.row_interval) = (0.002_f32.to_bits(), 10);
    let history = history(&job, &start);
    let mean = |rows: &[Thermodynamics]| rows.iter().map(|row| row.total_per_atom).sum::<f64>() / rows.len() as f64;
    let drift = mean(&history[400..]) - mean(&history[100..200]);
    assert!(drift.abs() < 2e-4, "{drift}");
}

#[test]
fn forces_cancel_to_the_last_bit() {
    let start = liquid(6);
    let job = job(&start, Scheme::Truncated, 60);
    let end = run(open(&job, &start.state)).remove(0).state_out;
    let state = StateView::parse(&end, start.atoms).unwrap();
    let positions: Vec<[u32; 3]> = (0..start.atoms).map(|atom| state.position(atom)).collect();
    let mut forces = vec![[0; 3]; positions.len()];
    fastest(&job, ONE).evaluate(&positions, &mut forces, None).unwrap();
    assert_ne!(forces[0], [0; 3]);
    let sum = forces.iter().fold([0_i64; 3], |sum, force| [0, 1, 2].map(|axis| sum[axis] + force[axis]));
    assert_eq!(sum, [0; 3]);
}

#[test]
fn a_simulation_run_backwards_retraces_itself_to_the_bit() {
    let start = liquid(4);
    let turned_round = |state: &[u8]| {
        let view = StateView::parse(state, start.atoms).unwrap();
        let positions: Vec<_> = (0..start.atoms).map(|atom| view.position(atom)).collect();
        let velocities: Vec<_> = (0..start.atoms).map(|atom| view.velocity(atom).map(|v| -v)).collect();
        encode_state(0, &positions, &velocities)
    };
    let there = job(&start, Scheme::Truncated, 300);
    let end = run(open(&there, &start.state)).remove(0).state_out;
    let middle = turned_round(&end);
    let back = SimulationJob { state_sha256: HostSha256::digest(&[&middle]), ..there };
    let home = run(open(&back, &middle)).remove(0).state_out;
    assert_ne!(turned_round(&end)[24..], start.state[24..]);
    assert!(turned_round(&home) == start.state);
}

/// Velocity Verlet in binary64 with positions in σ, as in any textbook.
fn textbook(job: &SimulationJob, positions: &mut [[f64; 3]], velocities: &mut [[f64; 3]]) {
    let edge = f64::from(f32::from_bits(job.box_edge_bits[0]));
    let (cutoff, step) = (f64::from(f32::from_bits(job.cutoff_bits)), f64::from(f32::from_bits(job.time_step_bits)));
    let forces = |positions: &[[f64; 3]]| {
        let mut forces = vec![[0.0; 3]; positions.len()];
        for first in 0..positions.len() {
            for second in 0..first {
                let apart = [0, 1, 2].map(|axis| {
                    let apart: f64 = positions[first][axis] - positions[second][axis];
                    apart - edge * (apart / edge).round()
                });
                let squared: f64 = apart.iter().map(|component| component * component).sum();
                if squared >= cutoff * cutoff {
                    continue;
                }
                let sixth = squared.powi(-3);
                for axis in 0..3 {
                    let force = 48.0 * sixth * (sixth - 0.5) / squared * apart[axis];
                    forces[first][axis] += force;
                    forces[second][axis] -= force;
                }
            }
        }
        forces
    };
    let mut acting = forces(positions);
    for _ in 0..job.steps {
        for (atom, velocity) in velocities.iter_mut().enumerate() {
            for axis in 0..3 {
                velocity[axis] += 0.5 * step * acting[atom][axis];
                positions[atom][axis] += step * velocity[axis];
            }
        }
        acting = forces(positions);
        for (velocity, force) in velocities.iter_mut().zip(&acting) {
            for axis in 0..3 {
                velocity[axis] += 0.5 * step * force[axis];
            }
        }
    }
}

#[test]
fn a_hundred_steps_agree_with_a_textbook_integrator_in_binary64() {
    let start = liquid(4);
    let job = job(&start, Scheme::Truncated, 100);
    let edge = f64::from(start.box_edges[0]);
    let read = |state: &[u8]| {
        let view = StateView::parse(state, start.atoms).unwrap();
        let atoms = 0..start.atoms;
        let positions: Vec<_> =
            atoms.clone().map(|atom| view.position(atom).map(|x| f64::from(x) / 2_f64.powi(32) * edge)).collect();
        let velocities: Vec<_> = atoms.map(|atom| view.velocity(atom).map(|v| v as f64 / 2_f64.powi(32))).collect();
        (positions, velocities)
    };
    let (mut positions, mut velocities) = read(&start.state);
    textbook(&job, &mut positions, &mut velocities);
    let (ours, our_velocities) = read(&run(open(&job, &start.state))[0].state_out);
    let apart = |first: f64, second: f64| ((first - second) - edge * ((first - second) / edge).round()).abs();
    let places = ours.as_flattened().iter().zip(positions.as_flattened());
    let farthest = places.map(|(ours, theirs)| apart(*ours, *theirs)).fold(0.0, f64::max);
    let speeds = our_velocities.as_flattened().iter().zip(velocities.as_flattened());
    let fastest = speeds.map(|(ours, theirs)| (ours - theirs).abs()).fold(0.0, f64::max);
    assert!(farthest < 5e-5 && fastest < 5e-4, "{farthest} {fastest}");
}

#[test]
fn the_thermostat_brings_and_keeps_its_temperature() {
    for temperature in [0.8_f32, 2.0] {
        let start = liquid(5);
        let mut job = job(&start, Scheme::ForceShifted, 2000);
        job.row_interval = 5;
        job.thermostat = Some(Langevin { temperature_bits: temperature.to_bits(), friction_bits: 4.0_f32.to_bits() });
        let history = history(&job, &start);
        let mean = history[101..].iter().map(|row| row.temperature).sum::<f64>() / 300.0;
        assert!((mean / f64::from(temperature) - 1.0).abs() < 0.02, "{mean} for {temperature}");
    }
}

#[test]
fn the_radial_distribution_counts_every_pair_once_and_peaks_where_a_liquid_does() {
    let start = liquid(6);
    let mut job = job(&start, Scheme::Truncated, 400);
    (job.row_interval, job.radial_bins) = (20, 50);
    let segment = run(open(&job, &start.state)).remove(0);
    let rows = rows(&job, &segment);
    let radial: Vec<u64> = segment.output[rows.len() * ROW_BYTES..]
        .chunks(8)
        .map(|word| u64::from_le_bytes(word.try_into().unwrap()))
        .collect();
    assert_eq!(radial[0], 21);
    assert_eq!(radial[1..].iter().sum::<u64>(), rows.iter().map(|row| row.pairs).sum::<u64>());
    // Pairs per shell volume; a bin is 0.05 wide.
    let density = |bin: usize| radial[1 + bin] as f64 / ((bin + 1).pow(3) - bin.pow(3)) as f64;
    let peak = (0..50).max_by(|first, second| density(*first).total_cmp(&density(*second))).unwrap();
    assert!((20..=23).contains(&peak), "{peak}");
    assert_eq!(radial[1..=14].iter().sum::<u64>(), 0);
}
