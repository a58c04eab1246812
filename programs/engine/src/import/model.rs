use super::error::{ImportError, ImportErrorCode};
use super::limits::{MAX_COORDINATE, MAX_MATERIALS, MAX_TRIANGLES, MAX_VERTICES};

pub(super) type Vector = [f64; 3];

/// What a file says, in the file's own units: the common ground of all formats, before a scene is staged from it.
#[derive(Debug, Default)]
pub(super) struct Model {
    positions: Vec<Vector>,
    triangles: Vec<ModelTriangle>,
    surfaces: Vec<Surface>,
    pub camera: Option<Viewpoint>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct ModelTriangle {
    pub corners: [u32; 3],
    pub surface: u32,
}

/// A diffuse, emitting surface. Linear RGB; `base_colour` lies in 0 to 1, `emission` is a radiance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Surface {
    pub base_colour: Vector,
    pub emission: Vector,
}

/// A pinhole camera. `forward` and `up` need neither unit length nor a right angle between them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Viewpoint {
    pub position: Vector,
    pub forward: Vector,
    pub up: Vector,
    /// Tangent of half the vertical field of view.
    pub tan_half_height: f64,
}

impl Model {
    pub fn positions(&self) -> &[Vector] {
        &self.positions
    }

    pub fn triangles(&self) -> &[ModelTriangle] {
        &self.triangles
    }

    pub fn surfaces(&self) -> &[Surface] {
        &self.surfaces
    }

    pub fn position_count(&self) -> usize {
        self.positions.len()
    }

    /// Refuses positions beyond the limit before anything is allocated for them.
    pub fn reserve_positions(&mut self, count: usize) -> Result<(), ImportError> {
        let total = self.positions.len().checked_add(count);
        if total.is_none_or(|total| total > MAX_VERTICES) {
            return Err(ImportError::too_large(format!("The file unfolds to more than {MAX_VERTICES} vertices.")));
        }
        self.positions.reserve(count);
        Ok(())
    }

    pub fn add_position(&mut self, position: Vector) -> Result<(), ImportError> {
        if self.positions.len() >= MAX_VERTICES {
            return Err(ImportError::too_large(format!("The file unfolds to more than {MAX_VERTICES} vertices.")));
        }
        self.positions.push(finite_position(position)?);
        Ok(())
    }

    pub fn add_surface(&mut self, surface: Surface) -> Result<u32, ImportError> {
        if self.surfaces.len() >= MAX_MATERIALS {
            return Err(ImportError::too_large(format!("The file has more than {MAX_MATERIALS} materials.")));
        }
        let channels = surface.base_colour.iter().chain(&surface.emission);
        if channels.into_iter().any(|channel| !(channel.is_finite() && *channel >= 0.0)) {
            return Err(ImportError::new(ImportErrorCode::NotFinite, "A colour is negative or not a number."));
        }
        self.surfaces.push(surface);
        Ok((self.surfaces.len() - 1) as u32)
    }

    /// Adds a triangle whose corners must exist already.
    pub fn add_triangle(&mut self, corners: [u32; 3], surface: u32) -> Result<(), ImportError> {
        if self.triangles.len() >= MAX_TRIANGLES {
            return Err(ImportError::too_large(format!("The file unfolds to more than {MAX_TRIANGLES} triangles.")));
        }
        if let Some(corner) = corners.iter().find(|corner| **corner as usize >= self.positions.len()) {
            return Err(ImportError::out_of_range(format!(
                "A face refers to vertex {corner}, but there are {}.",
                self.positions.len()
            )));
        }
        self.triangles.push(ModelTriangle { corners, surface });
        Ok(())
    }
}

pub(super) fn finite_position(position: Vector) -> Result<Vector, ImportError> {
    // The comparison is false for NaN, too.
    if position.iter().all(|value| value.abs() <= MAX_COORDINATE) {
        return Ok(position);
    }
    Err(ImportError::new(ImportErrorCode::NotFinite, "A coordinate is not a number or is too large."))
}
