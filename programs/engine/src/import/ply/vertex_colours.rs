use std::collections::BTreeMap;

use super::header::Scalar;
use crate::import::error::ImportError;
use crate::import::model::{Model, Surface, Vector};

/// Steps per channel that face colours are rounded to, so that a coloured scan needs few materials.
const STEPS: f64 = 31.0;
/// What a face without colour reflects.
const PLAIN_BASE_COLOUR: Vector = [0.7, 0.7, 0.7];

/// Colours of a file's vertices. A surface has one colour, so a face takes the mean of its corners.
#[derive(Default)]
pub(super) struct VertexColours {
    /// sRGB, 0 to 1.
    colours: Vec<[f32; 3]>,
    surfaces: BTreeMap<Option<[u8; 3]>, u32>,
}

impl VertexColours {
    /// Takes the next vertex's colour as it stands in the file: integers count up to their type's maximum.
    pub fn push(&mut self, colour: [f64; 3], scalar: Scalar) {
        let full = match scalar {
            Scalar::F32 | Scalar::F64 => 1.0,
            Scalar::U16 | Scalar::I16 => 65535.0,
            Scalar::U32 | Scalar::I32 => 4_294_967_295.0,
            Scalar::U8 | Scalar::I8 => 255.0,
        };
        self.colours.push(colour.map(|channel| (channel / full) as f32));
    }

    /// The surface of a face, made on first use.
    pub fn surface_of(&mut self, corners: &[u32], model: &mut Model) -> Result<u32, ImportError> {
        let colour = self.mean(corners);
        if let Some(surface) = self.surfaces.get(&colour) {
            return Ok(*surface);
        }
        let surface = model.add_surface(Surface::matte(
            colour.map_or(PLAIN_BASE_COLOUR, |steps| steps.map(|step| linear_from_srgb(f64::from(step) / STEPS))),
            [0.0; 3],
        ))?;
        self.surfaces.insert(colour, surface);
        Ok(surface)
    }

    fn mean(&self, corners: &[u32]) -> Option<[u8; 3]> {
        let mut sum = [0.0f64; 3];
        for corner in corners {
            let colour = self.colours.get(*corner as usize)?;
            for (total, channel) in sum.iter_mut().zip(colour) {
                *total += f64::from(*channel);
            }
        }
        // The cast saturates and takes NaN to 0.
        (!corners.is_empty())
            .then(|| sum.map(|total| (total / corners.len() as f64 * STEPS + 0.5).clamp(0.0, STEPS) as u8))
    }
}

/// IEC 61966-2-1. `libm` is the same code on every target, so a file gives the same scene everywhere.
fn linear_from_srgb(encoded: f64) -> f64 {
    if encoded <= 0.04045 { encoded / 12.92 } else { libm::pow((encoded + 0.055) / 1.055, 2.4) }
}
