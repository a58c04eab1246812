//! A simulation's settings, in reduced units (σ, ε and the mass of an atom are 1).

use super::Prepared;
use crate::{
    dynamics::{
        lattice::{Lattice, Start},
        xyz::{Missing, read_xyz},
    },
    fault::Fault,
};
use pyronet_compute_spec::{
    commitment::{HostSha256, Sha256},
    dynamics::job::{Langevin, Scheme, SimulationJob},
};
use serde::Deserialize;

/// Settings of a simulation. Bounds are those of `PYROSIM1`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DynamicsSettings {
    start: StartSettings,
    #[serde(default)]
    force_shifted: bool,
    cutoff: f32,
    time_step: f32,
    steps: u32,
    segment_steps: u32,
    /// Steps between thermodynamic rows; 0 for none.
    row_interval: u32,
    /// Steps between trajectory frames; 0 for none.
    #[serde(default)]
    frame_interval: u32,
    #[serde(default)]
    radial_bins: u32,
    thermostat: Option<ThermostatSettings>,
    /// Of velocities that are drawn, and of the thermostat's noise; decimal text, as it may pass 2^53.
    seed: String,
}

/// Where the atoms are at first.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", tag = "kind")]
enum StartSettings {
    /// A face-centred cubic lattice.
    Lattice { cells: [u32; 3], density: f64, temperature: f64 },
    /// An XYZ file, which may leave its box and its velocities open.
    #[serde(rename_all = "camelCase")]
    Xyz { box_edges: Option<[f32; 3]>, temperature: f64 },
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThermostatSettings {
    temperature: f32,
    friction: f32,
}

impl DynamicsSettings {
    pub(super) fn prepare(&self, file: Option<&[u8]>) -> Result<Prepared, Fault> {
        let seed = self.seed.parse().map_err(|_| Fault::bad_settings("The seed is not a 64-bit number."))?;
        let Start { box_edges, state, atoms } = self.start(file, seed)?;
        let thermostat = self.thermostat.map(|ThermostatSettings { temperature, friction }| Langevin {
            temperature_bits: temperature.to_bits(),
            friction_bits: friction.to_bits(),
        });
        let job = SimulationJob {
            atoms,
            scheme: if self.force_shifted { Scheme::ForceShifted } else { Scheme::Truncated },
            thermostat,
            box_edge_bits: box_edges.map(f32::to_bits),
            cutoff_bits: self.cutoff.to_bits(),
            time_step_bits: self.time_step.to_bits(),
            steps: self.steps,
            segment_steps: self.segment_steps,
            row_interval: self.row_interval,
            frame_interval: self.frame_interval,
            radial_bins: self.radial_bins,
            seed,
            state_sha256: HostSha256::digest(&[&state]),
        };
        Ok(Prepared { job: job.encode::<f32>().map_err(Fault::bad_job)?, input: state })
    }

    fn start(&self, file: Option<&[u8]>, seed: u64) -> Result<Start, Fault> {
        match (&self.start, file) {
            (StartSettings::Lattice { cells, density, temperature }, None) => {
                let lattice = Lattice { cells: *cells, density: *density, temperature: *temperature, seed };
                lattice.start().map_err(Fault::bad_settings)
            }
            (StartSettings::Xyz { box_edges, temperature }, Some(file)) => {
                let missing = Missing { box_edges: *box_edges, temperature: *temperature, seed };
                read_xyz(file, missing).map_err(|error| Fault::unreadable_file(error.code, error.to_string()))
            }
            _ => Err(Fault::bad_settings("A lattice needs no file, and an XYZ start needs one.")),
        }
    }
}
