//! Settings that people write to the canonical bytes of a job and its input. Rendering jobs are written by their callers.

mod dynamics;

use crate::fault::Fault;
use serde::Deserialize;

/// A job and the input that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// Canonical job bytes.
    pub job: Vec<u8>,
    /// Canonical input bytes.
    pub input: Vec<u8>,
}

/// What is to be prepared: `{"family": …, …}` with the settings of that family. Unknown fields are refused.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "family", rename_all = "kebab-case")]
pub enum Settings {
    /// Lennard-Jones molecular dynamics.
    Dynamics(dynamics::DynamicsSettings),
}

/// Makes a job; `file` is the configuration to start from where the settings say so.
pub fn prepare(settings: &Settings, file: Option<&[u8]>) -> Result<Prepared, Fault> {
    match settings {
        Settings::Dynamics(settings) => settings.prepare(file),
    }
}
