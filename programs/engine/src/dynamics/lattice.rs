//! Initial states made from settings: a face-centred cubic lattice with random velocities, as melts are started from.

use pyronet_compute_spec::{
    dynamics::{job::MAX_ATOMS, motion::VELOCITY_LIMIT, state::encode_state},
    philox::philox4x32,
};

/// Third word of the counter: Philox numbers of initial velocities ("STRT").
const PURPOSE: u32 = 0x5354_5254;

/// Positions and velocities to start from.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// Edges of the periodic box, in σ.
    pub box_edges: [f32; 3],
    /// Canonical state bytes at step 0.
    pub state: Vec<u8>,
    /// Number of atoms.
    pub atoms: u32,
}

/// A lattice to melt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lattice {
    /// Conventional cells of four atoms along x, y and z.
    pub cells: [u32; 3],
    /// Number density, in atoms per σ³.
    pub density: f64,
    /// Temperature that the velocities have exactly, up to the rounding of each.
    pub temperature: f64,
    /// Seed of the velocities.
    pub seed: u64,
}

impl Lattice {
    /// The state, or a sentence that says which setting is impossible.
    pub fn start(&self) -> Result<Start, &'static str> {
        let atoms = self.cells.iter().try_fold(4_u64, |product, cells| product.checked_mul((*cells).into()));
        let atoms = match atoms {
            Some(atoms @ 4..) if atoms <= MAX_ATOMS.into() => atoms as u32,
            _ => return Err("The lattice has no cells, or more than 4194304 atoms."),
        };
        if !(self.density > 1e-9 && self.density <= 8.0) {
            return Err("The density is not between 0 and 8 atoms per cubic diameter.");
        }
        let edge = libm::cbrt(4.0 / self.density);
        let positions: Vec<[u32; 3]> = self.positions().collect();
        let velocities = velocities(atoms, self.temperature, self.seed)?;
        let box_edges = self.cells.map(|cells| (f64::from(cells) * edge) as f32);
        Ok(Start { box_edges, state: encode_state(0, &positions, &velocities), atoms })
    }

    fn positions(&self) -> impl Iterator<Item = [u32; 3]> {
        const BASIS: [[u64; 3]; 4] = [[0, 0, 0], [1, 1, 0], [1, 0, 1], [0, 1, 1]];
        let [columns, rows, layers] = self.cells.map(u64::from);
        // Half cells, as the nearest fraction of the box.
        let place = |half_cells: u64, cells: u64| (((half_cells << 32) + cells) / (2 * cells)) as u32;
        (0..layers).flat_map(move |z| {
            (0..rows).flat_map(move |y| {
                (0..columns).flat_map(move |x| {
                    BASIS.map(|[dx, dy, dz]| {
                        [place(2 * x + dx, columns), place(2 * y + dy, rows), place(2 * z + dz, layers)]
                    })
                })
            })
        })
    }
}

/// Random velocities without total momentum and of exactly one temperature, in quanta of 2^-32.
///
/// Each component is uniform before both are removed, as in LAMMPS' `velocity create`; a few collisions make it Gaussian.
pub fn velocities(atoms: u32, temperature: f64, seed: u64) -> Result<Vec<[i64; 3]>, &'static str> {
    if !(0.0..=1024.0).contains(&temperature) {
        return Err("The temperature is not between 0 and 1024.");
    }
    let mut velocities: Vec<[f64; 3]> = (0..atoms)
        .map(|atom| {
            let [x, y, z, _] = philox4x32([atom, 0, PURPOSE, 0], seed);
            [x, y, z].map(|word| f64::from(word) / 4_294_967_296.0 - 0.5)
        })
        .collect();
    for axis in 0..3 {
        let mean = velocities.iter().map(|velocity| velocity[axis]).sum::<f64>() / f64::from(atoms);
        velocities.iter_mut().for_each(|velocity| velocity[axis] -= mean);
    }
    let squares: f64 = velocities.as_flattened().iter().map(|component| component * component).sum();
    let freedom = 3.0 * (f64::from(atoms) - 1.0);
    let scale = if squares > 0.0 { (temperature * freedom / squares).sqrt() } else { 0.0 };
    velocities.iter().map(|velocity| quanta(velocity.map(|component| component * scale))).collect()
}

/// A velocity in quanta of 2^-32, or a sentence when it is not finite or too fast.
pub fn quanta(velocity: [f64; 3]) -> Result<[i64; 3], &'static str> {
    let quanta = velocity.map(|component| (component * 4_294_967_296.0).round_ties_even());
    if quanta.iter().all(|component| component.abs() < VELOCITY_LIMIT as f64) {
        Ok(quanta.map(|component| component as i64))
    } else {
        Err("A velocity is not a number, or 2^15 or faster.")
    }
}
