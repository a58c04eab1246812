//! Where the parts of a scene stand, from its counts alone.

use super::{
    MAX_MATERIALS, MAX_TEXELS, MAX_TEXTURES, MAX_TRIANGLES, MAX_VERTICES,
    material::{Material, Texture},
};

/// Length of everything before the first vertex.
pub const SCENE_HEADER_BYTES: usize = 96;
/// Length of a vertex.
pub const VERTEX_BYTES: usize = 12;
/// Length of a vertex's texture coordinates.
pub const COORDINATES_BYTES: usize = 8;
/// Length of a vertex's normal.
pub const NORMAL_BYTES: usize = 12;
/// Length of a triangle.
pub const TRIANGLE_BYTES: usize = 16;
/// Length of a light.
pub const LIGHT_BYTES: usize = 4;
/// Length of a texel.
pub const TEXEL_BYTES: usize = 4;
/// Bit of [`Counts::attributes`]: vertices have texture coordinates.
pub const HAS_COORDINATES: u32 = 1;
/// Bit of [`Counts::attributes`]: vertices have normals.
pub const HAS_NORMALS: u32 = 2;

/// How many of everything a scene has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Vertices.
    pub vertices: u32,
    /// Triangles.
    pub triangles: u32,
    /// Materials.
    pub materials: u32,
    /// Triangles that emit.
    pub lights: u32,
    /// What vertices have beside their position.
    pub attributes: u32,
    /// Textures.
    pub textures: u32,
    /// Texels of all textures.
    pub texels: u32,
}

impl Counts {
    /// The most a scene may have.
    pub const MOST: Self = Self {
        vertices: MAX_VERTICES,
        triangles: MAX_TRIANGLES,
        materials: MAX_MATERIALS,
        lights: MAX_TRIANGLES,
        attributes: HAS_COORDINATES | HAS_NORMALS,
        textures: MAX_TEXTURES,
        texels: MAX_TEXELS,
    };

    /// Bytes of a vertex's texture coordinates, 0 where the scene has none.
    #[inline(always)]
    fn coordinates_bytes(&self) -> u64 {
        if self.attributes & HAS_COORDINATES != 0 { COORDINATES_BYTES as u64 } else { 0 }
    }

    #[inline(always)]
    fn normal_bytes(&self) -> u64 {
        if self.attributes & HAS_NORMALS != 0 { NORMAL_BYTES as u64 } else { 0 }
    }

    /// Ends of the parts after the header, in order: vertices, texture coordinates, normals, triangles, materials,
    /// lights, textures, texels. The last is the scene's length.
    pub fn ends(&self) -> [u64; 8] {
        let sizes = [
            u64::from(self.vertices) * VERTEX_BYTES as u64,
            u64::from(self.vertices) * self.coordinates_bytes(),
            u64::from(self.vertices) * self.normal_bytes(),
            u64::from(self.triangles) * TRIANGLE_BYTES as u64,
            u64::from(self.materials) * Material::BYTES as u64,
            u64::from(self.lights) * LIGHT_BYTES as u64,
            u64::from(self.textures) * Texture::BYTES as u64,
            u64::from(self.texels) * TEXEL_BYTES as u64,
        ];
        let mut end = SCENE_HEADER_BYTES as u64;
        sizes.map(|size| {
            end += size;
            end
        })
    }

    /// Length of the scene in bytes.
    pub fn length(&self) -> u64 {
        self.ends()[7]
    }
}
