//! Molecular dynamics: the same integers from both arithmetics, and small witnesses against every wrong force.

#![allow(clippy::unwrap_used)]

use pyronet_compute_spec::{
    dynamics::{
        force_row::{ForceEntry, entry_holds, force_row, is_missing},
        job::{Langevin, Scheme, SimulationJob},
        motion::{Stepping, VELOCITY_LIMIT, drift, kick, velocity_squared},
        output::{Row, radial_bin},
        pair::{Abort, Interaction, length_squared},
        thermostat::{Friction, noise_words},
    },
    philox::philox4x32,
    plan::Plan as _,
    real::Real,
    softfloat::{self, Soft32},
};

fn job(scheme: Scheme) -> SimulationJob {
    SimulationJob {
        atoms: 40,
        scheme,
        thermostat: Some(Langevin { temperature_bits: 1.5_f32.to_bits(), friction_bits: 0.7_f32.to_bits() }),
        box_edge_bits: [6.5_f32, 7.25, 9.125].map(f32::to_bits),
        cutoff_bits: 2.5_f32.to_bits(),
        time_step_bits: 0.005_f32.to_bits(),
        steps: 1000,
        segment_steps: 64,
        row_interval: 10,
        frame_interval: 100,
        radial_bins: 40,
        seed: 9,
        state_sha256: [7; 32],
    }
}

fn words(index: u32) -> [u32; 4] {
    philox4x32([index, 1, 2, 3], 4)
}

/// A separation that is near for small `exponent` and anything for large ones.
fn place(index: u32) -> [u32; 3] {
    let [x, y, z, exponent] = words(index);
    [x, y, z].map(|component| (component as i32 >> (exponent % 8)) as u32)
}

#[test]
fn fixed_point_is_the_nearest_integer_in_both_arithmetics() {
    for index in 0..200_000 {
        let [bits, scale, ..] = words(index);
        // Half of the cases near the range where something is lost or refused.
        let bits = if index % 2 == 0 { bits } else { bits & 0x807f_ffff | (100 + scale % 60) << 23 };
        for fraction_bits in [0, 24, 32] {
            let soft = softfloat::to_fixed(bits, fraction_bits);
            let hard = f32::from_bits(bits).to_fixed(fraction_bits);
            let exact = (f64::from(f32::from_bits(bits)) * 2_f64.powi(fraction_bits as i32)).round_ties_even();
            let expected = (exact.abs() < 2_f64.powi(50)).then_some(exact as i64);
            assert_eq!((soft, hard), (expected, expected), "{bits:08x} by {fraction_bits}");
        }
    }
}

#[test]
fn wide_integers_become_the_nearest_number_in_both_arithmetics() {
    let edges = [0, 1, -1, i64::MAX, i64::MIN, (1 << 24) + 1, -(1 << 24) - 1, (1 << 25) + 2, (1 << 25) + 6];
    let random = (0..100_000).map(|index| {
        let [low, high, shift, _] = words(index);
        (i64::from(high) << 32 | i64::from(low)) >> (shift % 64)
    });
    for integer in random.chain(edges) {
        assert_eq!(Soft32::from_i64(integer).to_bits(), (integer as f32).to_bits(), "{integer}");
    }
}

#[test]
fn a_pair_contributes_the_same_integers_in_both_arithmetics_and_the_negative_from_the_other_side() {
    let mut met = [0; 3];
    for scheme in [Scheme::Truncated, Scheme::ForceShifted] {
        let job = job(scheme);
        let (hard, soft) = (Interaction::<f32>::new(&job), Interaction::<Soft32>::new(&job));
        for index in 0..20_000 {
            let (first, second) = ([0; 3], place(index));
            let contribution = hard.contribution(first, second);
            assert_eq!(contribution, soft.contribution(first, second));
            let other_side = hard.contribution(second, first);
            let negated = contribution.map(|some| {
                some.map(|mut contribution| {
                    contribution.force = contribution.force.map(|component| -component);
                    contribution
                })
            });
            assert_eq!(other_side, negated);
            match contribution {
                Ok(Some(_)) => {
                    met[0] += 1;
                    let squared = length_squared(hard.separation(first, second));
                    let soft_squared = length_squared(soft.separation(first, second));
                    let bin = radial_bin(&hard, squared, 40);
                    assert_eq!(bin, radial_bin(&soft, soft_squared, 40));
                    assert_eq!(bin, ((squared.sqrt() / 2.5 * 40.0) as u32).min(39));
                }
                Ok(None) => met[1] += 1,
                Err(_) => met[2] += 1,
            }
        }
    }
    assert!(met.iter().all(|count| *count > 500), "{met:?}");
}

#[test]
fn atoms_move_by_the_same_integers_in_both_arithmetics() {
    let job = job(Scheme::Truncated);
    let (hard, soft) = (Stepping::<f32>::new(&job), Stepping::<Soft32>::new(&job));
    let (warm, soft_warm) = (Friction::<f32>::new(&job).unwrap(), Friction::<Soft32>::new(&job).unwrap());
    for index in 0..50_000 {
        let [a, b, c, d] = words(index);
        let wide = |high: u32, low: u32, shift: u32| (i64::from(high as i32) << 32 | i64::from(low)) >> shift;
        let (velocity, force) = (wide(a, b, 17 + d % 40), wide(c, a, 10 + b % 50));
        assert_eq!(kick(velocity, force, hard.half_kick), kick(velocity, force, soft.half_kick));
        for axis in 0..3 {
            assert_eq!(drift(c, velocity, hard.drift[axis]), drift(c, velocity, soft.drift[axis]));
        }
        assert_eq!(velocity_squared::<f32>(velocity), velocity_squared::<Soft32>(velocity));
        assert_eq!(warm.apply(velocity, d), soft_warm.apply(velocity, d));
    }
    assert_eq!(kick(VELOCITY_LIMIT - 1, 1 << 40, hard.half_kick), Err(Abort::TooFast));
    assert_eq!(drift(0, VELOCITY_LIMIT - 1, hard.drift[0]), Err(Abort::TooFast));
}

#[test]
fn noise_has_mean_zero_and_the_variance_that_keeps_the_temperature() {
    let job = job(Scheme::Truncated);
    let friction = Friction::<f32>::new(&job).unwrap();
    let (mut sum, mut squares, count) = (0.0, 0.0, 60_000);
    for atom in 0..count / 3 {
        for word in &noise_words(job.seed, atom, 5)[..3] {
            let noise = friction.apply(0, *word).unwrap() as f64 / 2_f64.powi(32);
            (sum, squares) = (sum + noise, squares + noise * noise);
        }
    }
    let expected = 1.5 * (1.0 - f64::from(friction.kept).powi(2));
    let (mean, variance) = (sum / f64::from(count), squares / f64::from(count));
    assert!(mean.abs() < 4.0 * (expected / f64::from(count)).sqrt(), "{mean}");
    assert!((variance / expected - 1.0).abs() < 0.02, "{variance} for {expected}");
    assert_ne!(noise_words(9, 1, 5), noise_words(9, 1, 5 + (1 << 32)));
}

#[test]
fn every_wrong_row_of_a_force_is_refuted_by_a_small_witness() {
    let interaction = Interaction::<Soft32>::new(&job(Scheme::Truncated));
    // A loose lattice, so that no two atoms are too close.
    let positions: Vec<[u32; 3]> = (0..60_u32)
        .map(|atom| [atom % 4, atom / 4 % 4, atom / 16].map(|place| place << 30 | words(atom)[0] >> 8))
        .collect();
    let index = 21;
    let own = positions[index as usize];
    let row = force_row(&interaction, index, &positions).unwrap();
    assert!((8..59).contains(&row.len()), "{}", row.len());
    let holds = |previous: Option<&ForceEntry>, entry: &ForceEntry| {
        entry_holds(&interaction, index, previous, entry, own, positions[entry.atom as usize]).unwrap()
    };
    let missing = |previous: Option<&ForceEntry>, next: Option<&ForceEntry>, atom: u32| {
        is_missing(&interaction, index, (previous, next), atom, own, positions[atom as usize]).unwrap()
    };
    for place in 0..row.len() {
        let previous = place.checked_sub(1).map(|place| &row[place]);
        assert!(holds(previous, &row[place]));
        let mut wrong = row[place];
        wrong.sum[place % 3] += 1;
        assert!(!holds(previous, &wrong), "a wrong sum");
        // Left out, the atom itself is the witness.
        assert!(missing(previous, row.get(place + 1), row[place].atom));
        // Listed twice, it is out of order even where the sum goes on correctly.
        let before = previous.map_or([0; 3], |previous| previous.sum);
        let sum = [0, 1, 2].map(|axis| 2 * row[place].sum[axis] - before[axis]);
        assert!(!holds(Some(&row[place]), &ForceEntry { sum, ..row[place] }), "an atom twice");
        // An atom that is listed or out of place refutes nothing.
        assert!(!missing(Some(&row[place]), None, row[place].atom));
    }
    let far = (0..60).find(|atom| *atom != index && row.iter().all(|entry| entry.atom != *atom)).unwrap();
    let before = row.iter().take_while(|entry| entry.atom < far).last();
    let padded = ForceEntry { atom: far, sum: before.map_or([0; 3], |entry| entry.sum) };
    assert!(!holds(before, &padded), "an atom beyond the cutoff");
    assert!(!missing(before, None, far) && !missing(None, None, index));
}

#[test]
fn the_plan_follows_from_the_job() {
    let job = job(Scheme::ForceShifted);
    let bytes = job.encode::<Soft32>().unwrap();
    assert_eq!(SimulationJob::parse::<f32>(&bytes), Ok(job));
    assert_eq!(job.segment_count(), 16);
    assert_eq!((job.steps_before(15), job.steps_before(16)), (960, 1000));
    assert_eq!((job.output_steps(0), job.output_steps(15)), (0..=64, 961..=1000));
    assert!(job.output_steps(16).is_empty());
    // Rows at 0, 10 … 60 and one frame at 0; then at 970 … 1000 and one frame at 1000.
    let radial = 8 + 40 * 8;
    assert_eq!(job.segment_output_bytes(0), 7 * 48 + 8 + 40 * 12 + radial);
    assert_eq!(job.segment_output_bytes(15), 4 * 48 + 8 + 40 * 12 + radial);
    // (4/3)π·2.5³·40/V is 6.1 neighbours.
    assert_eq!(job.units_per_step::<f32>(), 40 * (8 + 6));
    assert_eq!(job.segment_units(15), 40 * 40 * 14);
    let units: u64 = (0..20).map(|index| job.segment_units(index)).sum();
    assert_eq!(units, job.total_units::<f32>());
    let row = Row { step: 3, squared_velocities: 4, potential: -5, virial: -6, pairs: 7 };
    assert_eq!(Row::from_bytes(&row.to_bytes()), row);
}
