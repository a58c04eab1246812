use super::error::{ImportError, ImportErrorCode};
use super::limits::{MAX_COORDINATE, MAX_MATERIALS, MAX_TEXELS, MAX_TEXTURES, MAX_TRIANGLES, MAX_VERTICES};
use pyronet_compute_spec::scene::Texture;

pub(super) type Vector = [f64; 3];

/// What a file says, in the file's own units: the common ground of all formats, before a scene is staged from it.
#[derive(Debug, Default)]
pub(super) struct Model {
    positions: Vec<Vector>,
    triangles: Vec<ModelTriangle>,
    surfaces: Vec<Surface>,
    coordinates: Vec<[f64; 2]>,
    normals: Vec<Vector>,
    textures: Vec<Texture>,
    texels: Vec<[u8; 4]>,
    pub camera: Option<Viewpoint>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct ModelTriangle {
    pub corners: [u32; 3],
    pub surface: u32,
}

/// A surface. Linear RGB; `base_colour`, `metallic`, `roughness` and `transmission` lie in 0 to 1, `emission` is a radiance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Surface {
    pub base_colour: Vector,
    pub emission: Vector,
    pub metallic: f64,
    pub roughness: f64,
    pub transmission: f64,
    /// Index of refraction; 1 for a surface without gloss.
    pub refraction: f64,
    pub textures: SurfaceTextures,
}

/// Numbers of a surface's textures: 1 + index, or 0 for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SurfaceTextures {
    pub base_colour: u32,
    pub metallic_roughness: u32,
    pub emission: u32,
}

impl Surface {
    /// A Lambertian surface.
    pub const fn matte(base_colour: Vector, emission: Vector) -> Self {
        Self {
            base_colour,
            emission,
            metallic: 0.0,
            roughness: 1.0,
            transmission: 0.0,
            refraction: 1.0,
            textures: SurfaceTextures { base_colour: 0, metallic_roughness: 0, emission: 0 },
        }
    }
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

const MAX_TEXTURE_COORDINATE: f64 = 1024.0;

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

    /// Texture coordinates of vertex `index`; zero where it has none.
    pub fn coordinates(&self, index: usize) -> [f64; 2] {
        self.coordinates.get(index).copied().unwrap_or_default()
    }

    /// Unit normal of vertex `index`; zero where it has none.
    pub fn normal(&self, index: usize) -> Vector {
        self.normals.get(index).copied().unwrap_or_default()
    }

    pub fn has_normals(&self) -> bool {
        !self.normals.is_empty()
    }

    pub fn textures(&self) -> &[Texture] {
        &self.textures
    }

    pub fn texels(&self) -> &[[u8; 4]] {
        &self.texels
    }

    /// Refuses a picture beyond the limits before anything is decoded for it.
    pub fn reserve_texels(&mut self, count: usize) -> Result<(), ImportError> {
        if count > MAX_TEXELS - self.texels.len() {
            return Err(ImportError::too_large(format!("The file's textures have more than {MAX_TEXELS} texels.")));
        }
        self.texels.reserve(count);
        Ok(())
    }

    /// Adds texels and gives the index of the first. The caller has reserved them.
    pub fn add_texels(&mut self, texels: impl Iterator<Item = [u8; 4]>) -> u32 {
        let first = self.texels.len();
        self.texels.extend(texels.take(MAX_TEXELS - first));
        first as u32
    }

    /// Adds a texture and gives 1 + its index.
    pub fn add_texture(&mut self, texture: Texture) -> Result<u32, ImportError> {
        if let Some(index) = self.textures.iter().position(|known| *known == texture) {
            return Ok(index as u32 + 1);
        }
        if self.textures.len() >= MAX_TEXTURES {
            return Err(ImportError::too_large(format!("The file has more than {MAX_TEXTURES} textures.")));
        }
        self.textures.push(texture);
        Ok(self.textures.len() as u32)
    }

    /// Gives the vertex added last its texture coordinates.
    pub fn set_coordinates(&mut self, coordinates: [f64; 2]) -> Result<(), ImportError> {
        if !coordinates.iter().all(|value| value.abs() <= MAX_TEXTURE_COORDINATE) {
            let sentence = "A texture coordinate is not a number within ±1024.";
            return Err(ImportError::new(ImportErrorCode::NotFinite, sentence));
        }
        self.coordinates.resize(self.positions.len().saturating_sub(1), [0.0; 2]);
        self.coordinates.push(coordinates);
        Ok(())
    }

    /// Gives the vertex added last its normal, of any length; one without a direction counts as none.
    pub fn set_normal(&mut self, normal: Vector) {
        let length = normal.iter().map(|value| value * value).sum::<f64>().sqrt();
        let unit = if length.is_normal() { normal.map(|value| (value / length).clamp(-1.0, 1.0)) } else { [0.0; 3] };
        self.normals.resize(self.positions.len().saturating_sub(1), [0.0; 3]);
        self.normals.push(unit);
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
        let numbers = [surface.metallic, surface.roughness, surface.transmission, surface.refraction];
        let channels = surface.base_colour.iter().chain(&surface.emission).chain(&numbers);
        if channels.into_iter().any(|channel| !(channel.is_finite() && *channel >= 0.0)) {
            return Err(ImportError::new(
                ImportErrorCode::NotFinite,
                "A colour or another number of a material is negative or not a number.",
            ));
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
