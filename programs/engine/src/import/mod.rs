//! Files to scenes: Cornell JSON, PLY, glTF and GLB.
//!
//! Pure functions of the file's bytes, the same on every target. A file is hostile until it is read: counts are matched
//! against the bytes that are there before memory is given for them, nothing recurses as deep as a file says, and every
//! refusal has a code.

mod cornell;
mod error;
mod gltf;
mod limits;
mod model;
mod ply;
mod polygon;
mod stage;

#[cfg(test)]
mod tests;

use pyronet_compute_spec::scene::Scene;

pub use self::error::{ImportError, ImportErrorCode};
pub use self::limits::{MAX_FILE_BYTES, MAX_MATERIALS, MAX_TRIANGLES, MAX_VERTICES};

/// A file format that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SceneFormat {
    /// The published Cornell box, as `scenes/cornell_box.json` writes it.
    CornellJson,
    /// Polygon file format, ascii or binary.
    Ply,
    /// glTF 2.0, as JSON with embedded data or as GLB; the bytes tell which.
    Gltf,
}

impl SceneFormat {
    /// The format of a name as the engine's callers write it.
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "cornell-json" => Some(Self::CornellJson),
            "ply" => Some(Self::Ply),
            "gltf" | "glb" => Some(Self::Gltf),
            _ => None,
        }
    }
}

/// Reads a file into a scene; where it names no camera or no light, a studio is set up around it.
pub fn import_scene(file: &[u8], format: SceneFormat) -> Result<Scene, ImportError> {
    if file.len() > MAX_FILE_BYTES {
        return Err(ImportError::too_large(format!("The file is longer than {} MiB.", MAX_FILE_BYTES >> 20)));
    }
    let model = match format {
        SceneFormat::CornellJson => cornell::read_cornell(file)?,
        SceneFormat::Ply => ply::read_ply(file)?,
        SceneFormat::Gltf => gltf::read_gltf(file)?,
    };
    stage::stage(&model)
}

/// Canonical scene bytes (`PYROSCN2`) of a file.
pub fn import_scene_bytes(file: &[u8], format: SceneFormat) -> Result<Vec<u8>, ImportError> {
    import_scene(file, format)?
        .encode::<f32>()
        .map_err(|refusal| ImportError::out_of_range(format!("The file makes no valid scene: {refusal}")))
}
