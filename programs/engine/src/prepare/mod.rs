//! Settings that people write to the canonical bytes of a job and its input. Rendering jobs are written by their callers.

mod dynamics;
mod generation;

use crate::{
    fault::Fault,
    inference::{gguf::metadata::Metadata, tokenizer::Tokenizer},
};
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
    /// Text by a language model.
    Generation(generation::GenerationSettings),
}

/// The vocabulary of a model's file or header, by which tokens become text elsewhere.
pub fn vocabulary(header: &[u8]) -> Result<Vec<u8>, Fault> {
    Ok(Tokenizer::read(&Metadata::read(header)?)?.vocabulary())
}

/// Makes a job; `file` is the configuration to start from, or the model's header, where the settings need one.
pub fn prepare(settings: &Settings, file: Option<&[u8]>) -> Result<Prepared, Fault> {
    match settings {
        Settings::Dynamics(settings) => settings.prepare(file),
        Settings::Generation(settings) => settings.prepare(file),
    }
}
