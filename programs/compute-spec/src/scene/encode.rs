//! From an owned scene to canonical bytes.

use super::{
    Counts, HAS_COORDINATES, HAS_NORMALS, MAGNITUDE, MAX_MATERIALS, MAX_TEXELS, MAX_TEXTURES, MAX_TRIANGLES,
    MAX_VERTICES, Material, SCENE_MAGIC, SceneView, Texture, Triangle,
};
use crate::{camera::Camera, real::Real, refusal::Refusal};
use alloc::vec::Vec;

/// An owned scene, as importers build it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Radiance that arrives where a ray meets no triangle, linear RGB.
    pub background: [f32; 3],
    /// The scene's own camera.
    pub camera: Camera,
    /// Vertex positions.
    pub vertices: Vec<[f32; 3]>,
    /// Texture coordinates of all vertices, or of none.
    pub coordinates: Vec<[f32; 2]>,
    /// Normals of all vertices, zero where one has none; or of no vertex.
    pub normals: Vec<[f32; 3]>,
    /// Triangles.
    pub triangles: Vec<Triangle>,
    /// Materials.
    pub materials: Vec<Material>,
    /// Textures.
    pub textures: Vec<Texture>,
    /// Texels, each red, green, blue and alpha.
    pub texels: Vec<[u8; 4]>,
}

impl Scene {
    /// Canonical bytes, checked by parsing them back with arithmetic `R`. Extent and lights are derived here.
    pub fn encode<R: Real>(&self) -> Result<Vec<u8>, Refusal> {
        let emits = |triangle: &Triangle| self.materials.get(triangle.material as usize).is_some_and(Material::emits);
        let lights = self.triangles.iter().zip(0_u32..).filter(|(triangle, _)| emits(triangle)).map(|(_, index)| index);
        let lights: Vec<u32> = lights.collect();
        let counts = self.counts(lights.len() as u32)?;
        let extent = self.vertices.iter().flatten().map(|value| value.to_bits() & MAGNITUDE).max().unwrap_or(0);

        let mut bytes = Vec::with_capacity(counts.length() as usize);
        bytes.extend_from_slice(&SCENE_MAGIC);
        let mut push = |word: u32| bytes.extend_from_slice(&word.to_le_bytes());
        [counts.vertices, counts.triangles, counts.materials, counts.lights, extent].into_iter().for_each(&mut push);
        self.background.iter().map(|value| value.to_bits()).for_each(&mut push);
        self.camera.write(&mut bytes);
        let mut push = |word: u32| bytes.extend_from_slice(&word.to_le_bytes());
        [counts.attributes, counts.textures, counts.texels, 0].into_iter().for_each(&mut push);
        self.vertices.iter().flatten().map(|value| value.to_bits()).for_each(&mut push);
        self.coordinates.iter().flatten().map(|value| value.to_bits()).for_each(&mut push);
        self.normals.iter().flatten().map(|value| value.to_bits()).for_each(&mut push);
        for triangle in &self.triangles {
            triangle.vertices.into_iter().chain([triangle.material]).for_each(&mut push);
        }
        self.materials.iter().flat_map(Material::words).for_each(&mut push);
        lights.into_iter().for_each(&mut push);
        self.textures.iter().flat_map(Texture::words).for_each(&mut push);
        bytes.extend_from_slice(self.texels.as_flattened());
        SceneView::parse::<R>(&bytes)?;
        Ok(bytes)
    }

    fn counts(&self, lights: u32) -> Result<Counts, Refusal> {
        let count = |length: usize, most: u32, offset| {
            let sentence = "The scene has more of something than a scene may have.";
            let count = u32::try_from(length).ok().filter(|count| *count <= most);
            count.ok_or(Refusal::new("scene-count", sentence, offset))
        };
        let attribute = |length: usize, bit: u32| {
            let sentence = "Texture coordinates or normals belong to all vertices or to none.";
            match length {
                0 => Ok(0),
                length if length == self.vertices.len() => Ok(bit),
                _ => Err(Refusal::new("scene-attributes", sentence, 80)),
            }
        };
        Ok(Counts {
            vertices: count(self.vertices.len(), MAX_VERTICES, 8)?,
            triangles: count(self.triangles.len(), MAX_TRIANGLES, 12)?,
            materials: count(self.materials.len(), MAX_MATERIALS, 16)?,
            lights,
            attributes: attribute(self.coordinates.len(), HAS_COORDINATES)?
                | attribute(self.normals.len(), HAS_NORMALS)?,
            textures: count(self.textures.len(), MAX_TEXTURES, 84)?,
            texels: count(self.texels.len(), MAX_TEXELS, 88)?,
        })
    }
}
