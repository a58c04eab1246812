//! Canonical bytes of a simulation, `PYROSIM1`, and the plan that follows from them alone.
//!
//! ```text
//!   0  magic "PYROSIM1"
//!   8  u32 kind             1 = Lennard-Jones
//!  12  u32 atoms            2 … 2^22
//!  16  u32 scheme           0 truncated, 1 linear force shift
//!  20  u32 thermostat       0 none (constant energy), 1 Langevin
//!  24  f32 box edge × 3     1 … 32768 σ each, at least twice the cutoff
//!  36  f32 cutoff           1 … 1024 σ
//!  40  f32 time step        2^-20 … 1
//!  44  f32 temperature      0 … 1024; 0 without thermostat
//!  48  f32 friction         0 … 1024 per unit of time; 0 without thermostat
//!  52  u32 steps            1 … 2^31
//!  56  u32 segment steps    1 … steps
//!  60  u32 row interval     thermodynamic rows: every so many steps, 0 = none
//!  64  u32 frame interval   trajectory frames: every so many steps, 0 = none
//!  68  u32 radial bins      of the radial distribution, 0 … 4096; counted where a row is written
//!  72  u64 seed
//!  80  initial state SHA-256, 32 bytes: the input root
//! 112  16 zero bytes
//! 128  end
//! ```
//!
//! Segment `i` covers the steps after `i · segment steps` up to and including `(i + 1) · segment steps`, the last one what
//! is left; segment 0 also covers step 0, the initial state.

use crate::{
    little_endian::{u32_at, u64_at},
    plan::MAX_SEGMENTS,
    real::Real,
    refusal::Refusal,
};
use core::ops::RangeInclusive;

/// First eight bytes of a simulation job.
pub const SIMULATION_MAGIC: [u8; 8] = *b"PYROSIM1";
/// Length of a simulation job.
pub const SIMULATION_BYTES: usize = 128;
/// Kind of a Lennard-Jones simulation.
pub const KIND_LENNARD_JONES: u32 = 1;
/// Most atoms.
pub const MAX_ATOMS: u32 = 1 << 22;
/// Most steps.
pub const MAX_STEPS: u32 = 1 << 31;
/// Most bins of the radial distribution.
pub const MAX_RADIAL_BINS: u32 = 4096;
/// Most bytes of one segment's output.
pub const MAX_SEGMENT_OUTPUT_BYTES: u64 = 1 << 30;

/// Work units of moving one atom by one step, without its neighbours.
const UNITS_PER_ATOM: u64 = 8;

/// How the interaction ends at the cutoff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Cut off, neither energy nor force shifted.
    Truncated,
    /// Energy and force brought to zero at the cutoff by a linear term.
    ForceShifted,
}

/// The Langevin thermostat's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Langevin {
    /// Temperature, as binary32 bits.
    pub temperature_bits: u32,
    /// Friction per unit of time, as binary32 bits.
    pub friction_bits: u32,
}

/// A checked simulation job. Real settings are kept as the bits of their binary32, which are the same for every arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimulationJob {
    /// Number of atoms.
    pub atoms: u32,
    /// How the interaction ends at the cutoff.
    pub scheme: Scheme,
    /// The thermostat, if any.
    pub thermostat: Option<Langevin>,
    /// Edges of the periodic box, in σ, as bits.
    pub box_edge_bits: [u32; 3],
    /// Cutoff, in σ, as bits.
    pub cutoff_bits: u32,
    /// Time step, as bits.
    pub time_step_bits: u32,
    /// Steps of the whole simulation.
    pub steps: u32,
    /// Steps of one segment.
    pub segment_steps: u32,
    /// Steps between thermodynamic rows; 0 for none.
    pub row_interval: u32,
    /// Steps between trajectory frames; 0 for none.
    pub frame_interval: u32,
    /// Bins of the radial distribution; 0 for none.
    pub radial_bins: u32,
    /// Seed of the thermostat's noise.
    pub seed: u64,
    /// SHA-256 of the initial state's canonical bytes.
    pub state_sha256: [u8; 32],
}

impl SimulationJob {
    /// Reads and checks canonical bytes.
    pub fn parse<R: Real>(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() != SIMULATION_BYTES {
            let sentence = "A simulation job is exactly 128 bytes long.";
            return Err(Refusal::new("simulation-length", sentence, bytes.len()));
        }
        if bytes[..8] != SIMULATION_MAGIC {
            return Err(Refusal::new("simulation-magic", "These bytes are not a PYROSIM1 job.", 0));
        }
        if u32_at(bytes, 8) != KIND_LENNARD_JONES {
            let sentence = "This kind of simulation is not known; update the engine.";
            return Err(Refusal::new("simulation-kind", sentence, 8));
        }
        let scheme = match u32_at(bytes, 16) {
            0 => Scheme::Truncated,
            1 => Scheme::ForceShifted,
            _ => return Err(Refusal::new("simulation-scheme", "The cutoff scheme is neither 0 nor 1.", 16)),
        };
        let (temperature_bits, friction_bits) = (u32_at(bytes, 44), u32_at(bytes, 48));
        let thermostat = match u32_at(bytes, 20) {
            0 if temperature_bits == 0 && friction_bits == 0 => None,
            1 => Some(Langevin { temperature_bits, friction_bits }),
            _ => {
                let sentence = "The thermostat is neither absent (0, with zero settings) nor Langevin (1).";
                return Err(Refusal::new("simulation-thermostat", sentence, 20));
            }
        };
        if bytes[112..].iter().any(|byte| *byte != 0) {
            return Err(Refusal::new("simulation-reserved", "The last sixteen bytes are not zero.", 112));
        }
        let mut state_sha256 = [0; 32];
        state_sha256.copy_from_slice(&bytes[80..112]);
        let job = Self {
            atoms: u32_at(bytes, 12),
            scheme,
            thermostat,
            box_edge_bits: [u32_at(bytes, 24), u32_at(bytes, 28), u32_at(bytes, 32)],
            cutoff_bits: u32_at(bytes, 36),
            time_step_bits: u32_at(bytes, 40),
            steps: u32_at(bytes, 52),
            segment_steps: u32_at(bytes, 56),
            row_interval: u32_at(bytes, 60),
            frame_interval: u32_at(bytes, 64),
            radial_bins: u32_at(bytes, 68),
            seed: u64_at(bytes, 72),
            state_sha256,
        };
        job.check::<R>()?;
        Ok(job)
    }

    fn check<R: Real>(&self) -> Result<(), Refusal> {
        let within = |bits: u32, least: f32, most: f32| {
            let value = R::from_bits(bits);
            value >= R::constant(least) && value <= R::constant(most)
        };
        let cutoff = R::from_bits(self.cutoff_bits);
        let edges = self.box_edge_bits;
        let langevin = self.thermostat.unwrap_or(Langevin { temperature_bits: 0, friction_bits: 0 });
        let bounded = [
            ((2..=MAX_ATOMS).contains(&self.atoms), 12, "The atoms are not between 2 and 4194304."),
            (
                edges.iter().all(|edge| within(*edge, 1.0, 32_768.0)),
                24,
                "A box edge is not between 1 and 32768 diameters.",
            ),
            (within(self.cutoff_bits, 1.0, 1024.0), 36, "The cutoff is not between 1 and 1024 diameters."),
            (
                edges.iter().all(|edge| cutoff + cutoff <= R::from_bits(*edge)),
                36,
                "The cutoff is larger than half the box, where an atom would meet its own images.",
            ),
            (within(self.time_step_bits, 1.0 / 1_048_576.0, 1.0), 40, "The time step is not between 1/1048576 and 1."),
            (
                langevin.temperature_bits >> 31 == 0 && within(langevin.temperature_bits, 0.0, 1024.0),
                44,
                "The temperature is not between 0 and 1024.",
            ),
            (
                langevin.friction_bits >> 31 == 0 && within(langevin.friction_bits, 0.0, 1024.0),
                48,
                "The friction is not between 0 and 1024.",
            ),
            ((1..=MAX_STEPS).contains(&self.steps), 52, "The steps are not between 1 and 2147483648."),
            (
                (1..=self.steps).contains(&self.segment_steps),
                56,
                "The steps of a segment are not between 1 and the steps of the simulation.",
            ),
            (self.row_interval <= self.steps, 60, "The row interval is longer than the simulation."),
            (self.frame_interval <= self.steps, 64, "The frame interval is longer than the simulation."),
            (self.radial_bins <= MAX_RADIAL_BINS, 68, "There are more than 4096 radial bins."),
            (
                self.radial_bins == 0 || self.row_interval != 0,
                68,
                "The radial distribution is counted where rows are written, and there are none.",
            ),
        ];
        for (holds, offset, sentence) in bounded {
            if !holds {
                return Err(Refusal::new("simulation-range", sentence, offset));
            }
        }
        // Only now that the steps of a segment are not zero.
        if u64::from(self.segments()) > MAX_SEGMENTS {
            let sentence = "The simulation has more than 2^20 segments; use longer segments.";
            return Err(Refusal::new("simulation-range", sentence, 56));
        }
        if self.output_bytes_of(0..=self.segment_steps.into()) > MAX_SEGMENT_OUTPUT_BYTES {
            let sentence = "A segment's output is longer than 1 GiB; write fewer frames or use shorter segments.";
            return Err(Refusal::new("simulation-range", sentence, 64));
        }
        if u128::from(self.units_per_step::<R>()) * u128::from(self.steps) > 1 << 62 {
            let sentence = "The simulation is too long: atoms × neighbours × steps exceed 2^62.";
            return Err(Refusal::new("simulation-range", sentence, 52));
        }
        Ok(())
    }

    /// Canonical bytes, checked by parsing them back with arithmetic `R`.
    #[cfg(feature = "alloc")]
    pub fn encode<R: Real>(&self) -> Result<alloc::vec::Vec<u8>, Refusal> {
        let mut bytes = alloc::vec::Vec::with_capacity(SIMULATION_BYTES);
        bytes.extend_from_slice(&SIMULATION_MAGIC);
        let [x, y, z] = self.box_edge_bits;
        let (temperature, friction) =
            self.thermostat.map_or((0, 0), |langevin| (langevin.temperature_bits, langevin.friction_bits));
        let words = [
            KIND_LENNARD_JONES,
            self.atoms,
            u32::from(self.scheme == Scheme::ForceShifted),
            u32::from(self.thermostat.is_some()),
            x,
            y,
            z,
            self.cutoff_bits,
            self.time_step_bits,
            temperature,
            friction,
            self.steps,
            self.segment_steps,
            self.row_interval,
            self.frame_interval,
            self.radial_bins,
        ];
        for word in words {
            bytes.extend_from_slice(&word.to_le_bytes());
        }
        bytes.extend_from_slice(&self.seed.to_le_bytes());
        bytes.extend_from_slice(&self.state_sha256);
        bytes.extend_from_slice(&[0; 16]);
        Self::parse::<R>(&bytes)?;
        Ok(bytes)
    }

    /// Number of segments, at most 2^20.
    pub(super) fn segments(&self) -> u32 {
        self.steps.div_ceil(self.segment_steps)
    }

    /// Steps that are done before segment `index` begins; all steps, from the last segment's end on.
    pub fn steps_before(&self, index: u32) -> u64 {
        (u64::from(index) * u64::from(self.segment_steps)).min(self.steps.into())
    }

    /// The steps after which segment `index` may write rows and frames; none when there is no such segment.
    pub fn output_steps(&self, index: u32) -> RangeInclusive<u64> {
        let first = if index == 0 { 0 } else { self.steps_before(index) + 1 };
        first..=self.steps_before(index + 1)
    }

    /// True where a thermodynamic row is written (and the radial distribution counted).
    pub fn writes_row(&self, step: u64) -> bool {
        self.row_interval != 0 && step.is_multiple_of(self.row_interval.into())
    }

    /// True where a trajectory frame is written.
    pub fn writes_frame(&self, step: u64) -> bool {
        self.frame_interval != 0 && step.is_multiple_of(self.frame_interval.into())
    }

    /// Steps of segment `index`; 0 when there is no such segment.
    pub(super) fn steps_in(&self, index: u32) -> u64 {
        self.steps_before(index.saturating_add(1)) - self.steps_before(index)
    }

    /// Bytes of rows, frames and radial counts that are due after `steps`.
    pub(super) fn output_bytes_of(&self, steps: RangeInclusive<u64>) -> u64 {
        let multiples = |interval: u32| match u64::from(interval) {
            0 => 0,
            interval => (*steps.end() + interval) / interval - steps.start().div_ceil(interval),
        };
        let (rows, frames) = (multiples(self.row_interval), multiples(self.frame_interval));
        let radial = if self.radial_bins == 0 { 0 } else { 8 + 8 * u64::from(self.radial_bins) };
        rows * super::output::ROW_BYTES as u64 + frames * super::output::frame_bytes(self.atoms) + radial
    }

    /// Work units of one step: for each atom eight, and one for each neighbour that a uniform fluid of this density has
    /// within the cutoff.
    ///
    /// The measure follows from the job alone, so that anyone can recompute it; it does not depend on where the atoms are.
    pub fn units_per_step<R: Real>(&self) -> u64 {
        let [x, y, z] = self.box_edge_bits.map(R::from_bits);
        let cutoff = R::from_bits(self.cutoff_bits);
        // (4/3)π rc³ N / V: at most N, because twice the cutoff fits into every edge.
        let sphere = R::constant(4.188_790_3) * cutoff * cutoff * cutoff;
        let neighbours = sphere / x / y / z * R::from_i32(self.atoms as i32);
        let neighbours = neighbours.to_fixed(0).unwrap_or(0).unsigned_abs().max(1);
        u64::from(self.atoms) * (UNITS_PER_ATOM + neighbours)
    }

    /// Work units of the whole simulation.
    pub fn total_units<R: Real>(&self) -> u64 {
        u64::from(self.steps) * self.units_per_step::<R>()
    }

    /// Most entries of an executor's neighbour lists; one that would need more looks neighbours up at every step instead.
    pub fn list_entries<R: Real>(&self) -> u64 {
        let neighbours = self.units_per_step::<R>() / u64::from(self.atoms) - UNITS_PER_ATOM;
        u64::from(self.atoms) * (64 + 3 * neighbours)
    }
}
