//! Numbers that others published.

use crate::settings::{job, open, rows, run};
use pyronet_compute_spec::dynamics::{job::Scheme, output::Row, state::encode_state};
use pyronet_engine::dynamics::{
    lattice::{Lattice, Start},
    thermodynamics::{ENERGY_QUANTUM, Thermodynamics},
};

const PERIODIC_2: &str = include_str!("../data/nist-lennard-jones/lj_sample_config_periodic2.txt");
const PERIODIC_4: &str = include_str!("../data/nist-lennard-jones/lj_sample_config_periodic4.txt");

/// File, scheme, cutoff, energy and virial as NIST prints them, and pairs within the cutoff.
const NIST: [(&str, Scheme, f32, &str, &str, u64); 6] = [
    (PERIODIC_2, Scheme::Truncated, 3.0, "-6.9000e2", "-5.6846e2", 5038),
    (PERIODIC_2, Scheme::Truncated, 4.0, "-7.0460e2", "-6.5599e2", 11215),
    (PERIODIC_2, Scheme::ForceShifted, 3.0, "-6.2012e2", "-4.4533e2", 5038),
    (PERIODIC_4, Scheme::Truncated, 3.0, "-1.6790e1", "-4.6249e1", 129),
    (PERIODIC_4, Scheme::Truncated, 4.0, "-1.7060e1", "-4.7869e1", 249),
    (PERIODIC_4, Scheme::ForceShifted, 3.0, "-1.5001e1", "-4.3096e1", 129),
];

fn nist_start(file: &str) -> Start {
    let numbers = |line: &str| -> Vec<f64> { line.split_whitespace().map(|word| word.parse().unwrap()).collect() };
    let mut lines = file.lines();
    let edges = numbers(lines.next().unwrap());
    lines.next();
    let positions: Vec<[u32; 3]> = lines
        .map(numbers)
        .map(|atom| [1, 2, 3].map(|axis| ((atom[axis] / edges[axis - 1]).rem_euclid(1.0) * 2_f64.powi(32)) as u32))
        .collect();
    let state = encode_state(0, &positions, &vec![[0; 3]; positions.len()]);
    Start { box_edges: [8.0; 3], state, atoms: positions.len() as u32 }
}

fn first_row(start: &Start, scheme: Scheme, cutoff: f32) -> Row {
    let mut job = job(start, scheme, 1);
    job.cutoff_bits = cutoff.to_bits();
    rows(&job, &run(open(&job, &start.state))[0])[0]
}

#[test]
fn nist_configurations_have_the_published_energies_and_virials_to_the_last_digit() {
    for (file, scheme, cutoff, energy, virial, pairs) in NIST {
        let row = first_row(&nist_start(file), scheme, cutoff);
        let printed = |quanta: i64| format!("{:.4e}", quanta as f64 * ENERGY_QUANTUM);
        let ours = (printed(row.potential), printed(row.virial), row.pairs);
        assert_eq!(ours, (energy.to_owned(), virial.to_owned(), pairs), "{scheme:?} at {cutoff}");
    }
}

#[test]
fn the_melt_starts_with_the_energy_and_pressure_that_lammps_prints() {
    let start = Lattice { cells: [20; 3], density: 0.8442, temperature: 1.44, seed: 87_287 }.start().unwrap();
    let mut job = job(&start, Scheme::Truncated, 100);
    job.row_interval = 100;
    let rows = rows(&job, &run(open(&job, &start.state))[0]);
    let [before, after] = [0, 1].map(|row| Thermodynamics::new(&job, &rows[row]));
    let near = |ours: f64, theirs: f64, tolerance: f64| {
        assert!((ours - theirs).abs() <= tolerance, "{ours} is not {theirs} ± {tolerance}");
    };
    near(before.temperature, 1.44, 1e-6);
    near(before.potential_per_atom, -6.773_368_1, 1e-6);
    near(before.total_per_atom, -4.613_435_6, 1e-6);
    near(before.pressure, -5.019_707_3, 1e-6);
    // Other velocities, so statistical: at constant energy the temperature of N atoms varies by
    // T·√((2/3N)·(1 − 3/(2·Cv))) = 0.0022 with Cv = 2.5 (Lebowitz, Percus and Verlet, Phys. Rev. 153, 250, 1967). Twice
    // that for the difference of two runs is 0.006 with √2; the potential follows with 3/2, the pressure with about 6.
    // From LAMMPS' own velocities `npm run bench:dynamics` compares to the digits.
    near(after.temperature, 0.757_453_1, 0.006);
    near(after.potential_per_atom, -5.758_505_5, 0.009);
    near(after.total_per_atom, -4.622_361_3, 0.001);
    near(after.pressure, 0.207_261_05, 0.036);
}
