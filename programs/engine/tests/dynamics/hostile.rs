//! Input that is wrong, absurd or made to do harm: a coded refusal or a coded abort, and never a panic.

use crate::settings::{ONE, job, liquid, run};
use pyronet_compute_spec::{
    commitment::{HostSha256, Sha256},
    dynamics::{
        job::{Scheme, SimulationJob},
        motion::VELOCITY_LIMIT,
        pair::Abort,
        state::{StateView, encode_state},
    },
    philox::philox4x32,
};
use pyronet_engine::dynamics::{
    fault::SimulationFault,
    lattice::{Lattice, Start},
    simulation::Simulation,
    xyz::{Missing, read_xyz},
};

/// Two atoms in a box of edge 8, without velocity unless given.
fn two(first: [u32; 3], second: [u32; 3], velocity: i64) -> Start {
    let state = encode_state(0, &[first, second], &[[velocity, 0, 0], [0; 3]]);
    Start { box_edges: [8.0; 3], state, atoms: 2 }
}

/// What ten steps end with, which every back end agrees on.
fn outcome(start: &Start) -> Result<usize, SimulationFault> {
    let job = job(start, Scheme::Truncated, 10).encode::<f32>().unwrap();
    let mut reference = Simulation::<f32>::open_reference(&job, &start.state).unwrap();
    let expected = reference.run_segment(&|| true);
    assert_eq!(Simulation::open(&job, &start.state, ONE).unwrap().run_segment(&|| true), expected);
    expected.map(|segment| segment.output.len())
}

#[test]
fn coincident_atoms_and_atoms_closer_than_half_a_diameter_abort_the_job() {
    let aborted = Err(SimulationFault::Aborted { step: 0, abort: Abort::PairTooClose });
    // A sixteenth of the box is half a diameter.
    let half = 1_u32 << 28;
    assert_eq!(outcome(&two([5; 3], [5; 3], 0)), aborted);
    assert_eq!(outcome(&two([0; 3], [half - 64, 0, 0], 0)), aborted);
    assert_eq!(outcome(&two([u32::MAX, 0, 0], [half - 64, 0, 0], 0)), aborted);
    let flung_apart = outcome(&two([0; 3], [half, 0, 0], 0));
    assert_eq!(flung_apart, Err(SimulationFault::Aborted { step: 1, abort: Abort::TooFast }));
}

#[test]
fn atoms_meet_across_the_edge_of_the_box() {
    let start = two([u32::MAX - (1 << 28), 7, 7], [1 << 28, 7, 7], 0);
    assert!(outcome(&start).is_ok());
    let job = job(&start, Scheme::Truncated, 1);
    let end = run(crate::settings::open(&job, &start.state)).remove(0).state_out;
    let state = StateView::parse(&end, 2).unwrap();
    assert!(state.velocity(0)[0] < 0 && state.velocity(1)[0] > 0, "they repel through the edge");
}

#[test]
fn velocities_that_outrun_the_box_abort_and_velocities_out_of_range_are_refused() {
    let aborted = Err(SimulationFault::Aborted { step: 1, abort: Abort::TooFast });
    // Half a box of 8 in a step of 0.005: 800 per unit of time.
    let per_unit = 1_i64 << 32;
    assert_eq!(outcome(&two([0; 3], [1 << 30; 3], 801 * per_unit)).unwrap_err().code(), "too-fast");
    let mut start = two([0; 3], [1 << 30; 3], 801 * per_unit);
    let mut quiet = job(&start, Scheme::Truncated, 10);
    quiet.row_interval = 0;
    let code = |job: &SimulationJob, start: &Start| {
        Simulation::open(&job.encode::<f32>().unwrap(), &start.state, ONE).map(|mut open| open.run_segment(&|| true))
    };
    assert_eq!(code(&quiet, &start).unwrap().map(|_| ()), aborted.map(|_: usize| ()));
    for velocity in [VELOCITY_LIMIT, -VELOCITY_LIMIT, i64::MAX, i64::MIN, f64::NAN.to_bits() as i64] {
        start = two([0; 3], [1 << 30; 3], velocity);
        quiet.state_sha256 = HostSha256::digest(&[&start.state]);
        assert_eq!(code(&quiet, &start).err().map(|fault| fault.code()), Some("state-velocity"), "{velocity}");
    }
}

#[test]
fn each_impossible_setting_of_a_job_is_refused_by_its_own_field() {
    let start = liquid(3);
    let good = job(&start, Scheme::Truncated, 100);
    let bytes = good.encode::<f32>().unwrap();
    let nan = f32::NAN.to_bits();
    let infinite = f32::INFINITY.to_bits();
    let too_wide = (start.box_edges[0] / 2.0).to_bits() + 1;
    let cases = [
        (8, 2, 8),
        (12, 0, 12),
        (12, 1, 12),
        (12, u32::MAX, 12),
        (16, 2, 16),
        (20, 1, 20),
        (20, 2, 20),
        (24, nan, 24),
        (28, 0, 24),
        (32, infinite, 24),
        (36, too_wide, 36),
        (36, nan, 36),
        (36, 0.5_f32.to_bits(), 36),
        (40, 0, 40),
        (40, nan, 40),
        (40, (-0.005_f32).to_bits(), 40),
        (44, 1, 20),
        (52, 0, 52),
        (52, u32::MAX, 52),
        (56, 0, 56),
        (56, 101, 56),
        (60, 101, 60),
        (64, 101, 64),
        (68, 4097, 68),
        (112, 1, 112),
    ];
    for (offset, word, named) in cases {
        let mut changed = bytes.clone();
        changed[offset..offset + 4].copy_from_slice(&u32::to_le_bytes(word));
        // The thermostat is only accepted with settings that it can have.
        if (offset, word) == (20, 1) {
            changed[44..48].copy_from_slice(&nan.to_le_bytes());
            assert_eq!(SimulationJob::parse::<f32>(&changed).unwrap_err().offset, 44);
            continue;
        }
        let refusal = SimulationJob::parse::<f32>(&changed).unwrap_err();
        assert_eq!(refusal.offset, named, "{offset} = {word}: {refusal}");
    }
    for length in 0..bytes.len() {
        assert!(SimulationJob::parse::<f32>(&bytes[..length]).is_err());
    }
    let endless = SimulationJob { steps: 1 << 31, segment_steps: 1, ..good };
    assert_eq!(endless.encode::<f32>().unwrap_err().offset, 56);
    let talkative = SimulationJob { steps: 1 << 30, segment_steps: 1 << 30, frame_interval: 1, ..good };
    assert_eq!(talkative.encode::<f32>().unwrap_err().offset, 64);
}

#[test]
fn truncated_and_inflated_states_are_refused() {
    let start = liquid(3);
    for length in (0..start.state.len()).step_by(7) {
        assert!(StateView::parse(&start.state[..length], start.atoms).is_err(), "{length}");
    }
    let mut inflated = start.state.clone();
    inflated[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(StateView::parse(&inflated, u32::MAX).unwrap_err().code, "state-length");
    inflated.push(0);
    assert!(StateView::parse(&inflated, start.atoms).is_err());
}

#[test]
fn impossible_lattices_are_refused() {
    let good = Lattice { cells: [3; 3], density: 0.8, temperature: 1.0, seed: 1 };
    assert!(good.start().is_ok());
    let impossible = [
        Lattice { cells: [0, 3, 3], ..good },
        Lattice { cells: [u32::MAX; 3], ..good },
        Lattice { density: 0.0, ..good },
        Lattice { density: f64::NAN, ..good },
        Lattice { temperature: -1.0, ..good },
        Lattice { temperature: f64::INFINITY, ..good },
    ];
    assert!(impossible.iter().all(|lattice| lattice.start().is_err()));
}

const MISSING: Missing = Missing { box_edges: Some([8.0; 3]), temperature: 1.0, seed: 1 };

#[test]
fn an_xyz_file_becomes_the_state_it_describes() {
    let file = "2\nLattice=\"8 0 0 0 16 0 0 0 32\" Properties=…\nAr 1 -4 40 0.5 -0.25 0\nAr 0 0 0 0 0 1\n";
    let start = read_xyz(file.as_bytes(), Missing { box_edges: None, ..MISSING }).unwrap();
    assert_eq!(start.box_edges, [8.0, 16.0, 32.0]);
    let state = StateView::parse(&start.state, 2).unwrap();
    assert_eq!(state.position(0), [1 << 29, 3 << 30, 1 << 30]);
    assert_eq!(state.velocity(0), [1 << 31, -(1 << 30), 0]);
    let warm = read_xyz(b"2\n\nAr 1 1 1\nAr 3 3 3", MISSING).unwrap();
    assert_ne!(StateView::parse(&warm.state, 2).unwrap().velocity(0), [0; 3]);
}

#[test]
fn hostile_xyz_files_are_refused_with_a_code_and_a_line() {
    let cases: [(&[u8], &str, usize); 14] = [
        (b"", "malformed", 1),
        (b"many\n\n", "malformed", 1),
        (b"-3\n\n", "malformed", 1),
        (b"4294967295\n\nAr 1 1 1\n", "too-large", 1),
        (b"18446744073709551616\n\n", "malformed", 1),
        (b"4000000\n\nAr 1 1 1\n", "truncated", 4),
        (b"2", "truncated", 2),
        (b"2\n\nAr 1 1\nAr 1 1 1", "malformed", 3),
        (b"2\n\nAr 1 1 1 1\nAr 1 1 1", "malformed", 3),
        (b"2\n\nAr 1 1 1\nAr 1 NaN 1", "not-finite", 4),
        (b"2\n\nAr 1 1 1\nAr 1 1 1e300", "not-finite", 4),
        (b"2\n\nAr 1 1 1 0 0 inf\nAr 1 1 1", "out-of-range", 3),
        (b"2\nLattice=\"8 0 0 0 8 1 0 0 8\"\nAr 1 1 1\nAr 1 1 1", "malformed", 2),
        (b"2\n\xff\n", "malformed", 1),
    ];
    for (file, code, line) in cases {
        let error = read_xyz(file, MISSING).unwrap_err();
        assert_eq!((error.code, error.line), (code, line), "{error}");
    }
    let nowhere = Missing { box_edges: None, ..MISSING };
    assert_eq!(read_xyz(b"2\n\nAr 1 1 1\nAr 3 3 3", nowhere).unwrap_err().code, "no-box");
}

#[test]
fn bytes_changed_at_random_never_cause_a_panic() {
    let start = two([0; 3], [1 << 30; 3], 1 << 32);
    let job = job(&start, Scheme::Truncated, 3).encode::<f32>().unwrap();
    let xyz = b"2\nLattice=\"8 0 0 0 16 0 0 0 32\"\nAr 1 -4 40 0.5 -0.25 0\nAr 0 0 0 0 0 1\n".to_vec();
    for round in 0..3000 {
        let words = philox4x32([round, 0, 0, 0], 5);
        let change = |original: &[u8]| {
            let mut bytes = original.to_vec();
            for word in &words[..1 + (words[3] % 3) as usize] {
                let place = *word as usize % bytes.len();
                bytes[place] = (word >> 24) as u8;
            }
            bytes.truncate(bytes.len() - (words[3] as usize >> 8) % 2 * (words[2] as usize % bytes.len()));
            bytes
        };
        let _ = read_xyz(&change(&xyz), MISSING);
        let _ = SimulationJob::parse::<f32>(&change(&job));
        let state = change(&start.state);
        if let Ok(parsed) = SimulationJob::parse::<f32>(&job) {
            let parsed = SimulationJob { state_sha256: HostSha256::digest(&[&state]), ..parsed };
            if let Ok(mut simulation) = Simulation::open(&parsed.encode::<f32>().unwrap(), &state, ONE) {
                let _ = simulation.run_segment(&|| true);
            }
        }
    }
}
