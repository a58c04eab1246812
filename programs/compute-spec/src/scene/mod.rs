//! Canonical scene bytes, `PYROSCN2`.
//!
//! All integers and floats are little-endian; the SHA-256 of the bytes is the scene's name and the job's input root.
//!
//! ```text
//!  0  magic "PYROSCN2"
//!  8  u32 vertices       3 … 2^24
//! 12  u32 triangles      1 … 2^24
//! 16  u32 materials      1 … 2^16
//! 20  u32 lights         0 … triangles
//! 24  f32 extent         largest absolute vertex coordinate, 2^-20 … 2^20
//! 28  f32 × 3            background radiance, RGB, 0 … 2^16
//! 40  camera, 40 bytes   position × 3, forward × 3, up × 3, tan(vertical field of view / 2)
//! 80  u32 attributes     bit 0: vertices have texture coordinates; bit 1: normals
//! 84  u32 textures       0 … 2^12
//! 88  u32 texels         0 … 2^26, of all textures together
//! 92  u32 0
//! 96  vertices           f32 × 3 each
//!     coordinates        f32 × 2 each vertex, ±2^10; u to the right and v down the picture; absent without bit 0
//!     normals            f32 × 3 each vertex, ±1; zero where a vertex has none; absent without bit 1
//!     triangles          u32 vertex a, b, c, u32 material each
//!     materials          52 bytes each, see [`Material`]
//!     lights             u32 each: every triangle whose material emits, ascending
//!     textures           16 bytes each, see [`Texture`]; several may share texels
//!     texels             u8 red, green, blue, alpha each; alpha is kept and means nothing
//! ```
//!
//! Both faces of a triangle reflect; only its front, from which its corners turn counter-clockwise, emits. Colours are
//! linear. A triangle whose computed squared normal is below 2^-126 is refused, so that no ray ever meets a surface without
//! a direction.

mod check;
#[cfg(feature = "alloc")]
mod encode;
mod layout;
mod material;
mod srgb;

#[cfg(feature = "alloc")]
pub use encode::Scene;
pub use layout::{
    COORDINATES_BYTES, Counts, HAS_COORDINATES, HAS_NORMALS, LIGHT_BYTES, NORMAL_BYTES, SCENE_HEADER_BYTES,
    TEXEL_BYTES, TRIANGLE_BYTES, VERTEX_BYTES,
};
pub use material::{Material, Texture};
pub use srgb::LINEAR_OF_SRGB;

use crate::{
    camera::Camera,
    little_endian::{u32_at, u32x3_at},
    real::Real,
    vector::Vector3,
};

/// First eight bytes of a scene.
pub const SCENE_MAGIC: [u8; 8] = *b"PYROSCN2";
/// Most vertices a scene may have.
pub const MAX_VERTICES: u32 = 1 << 24;
/// Most triangles a scene may have.
pub const MAX_TRIANGLES: u32 = 1 << 24;
/// Most materials a scene may have.
pub const MAX_MATERIALS: u32 = 1 << 16;
/// Most textures a scene may have.
pub const MAX_TEXTURES: u32 = 1 << 12;
/// Most texels of all textures of a scene.
pub const MAX_TEXELS: u32 = 1 << 26;
/// Most texels along one edge of a texture.
pub const MAX_TEXTURE_EDGE: u32 = 1 << 13;

const MAGNITUDE: u32 = 0x7fff_ffff;

/// Corner indexes and material of one triangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Triangle {
    /// Indexes of the corners.
    pub vertices: [u32; 3],
    /// Index of the material.
    pub material: u32,
}

/// A checked scene that reads straight from its canonical bytes.
#[derive(Clone, Copy, Debug)]
pub struct SceneView<'a> {
    bytes: &'a [u8],
    counts: Counts,
    /// Ends of the parts, see [`Counts::ends`].
    ends: [usize; 8],
    camera: Camera,
}

impl<'a> SceneView<'a> {
    fn of_counts(bytes: &'a [u8], counts: Counts, camera: Camera) -> Self {
        // Each end fits, because the last one is the length of bytes in memory.
        Self { bytes, counts, ends: counts.ends().map(|end| end as usize), camera }
    }

    /// The canonical bytes.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }
    /// Number of vertices.
    pub fn vertex_count(&self) -> u32 {
        self.counts.vertices
    }
    /// Number of triangles.
    pub fn triangle_count(&self) -> u32 {
        self.counts.triangles
    }
    /// Number of materials.
    pub fn material_count(&self) -> u32 {
        self.counts.materials
    }
    /// Number of triangles that emit.
    #[inline(always)]
    pub fn light_count(&self) -> u32 {
        self.counts.lights
    }
    /// Number of textures.
    pub fn texture_count(&self) -> u32 {
        self.counts.textures
    }
    /// Number of texels of all textures.
    pub fn texel_count(&self) -> u32 {
        self.counts.texels
    }
    /// True when vertices have texture coordinates.
    #[inline(always)]
    pub fn has_coordinates(&self) -> bool {
        self.counts.attributes & HAS_COORDINATES != 0
    }
    /// True when vertices have normals.
    #[inline(always)]
    pub fn has_normals(&self) -> bool {
        self.counts.attributes & HAS_NORMALS != 0
    }
    /// The scene's own camera; a job may override it.
    pub fn camera(&self) -> Camera {
        self.camera
    }
    /// Bits of the largest absolute vertex coordinate.
    pub fn extent_bits(&self) -> u32 {
        u32_at(self.bytes, 24)
    }
    /// Bits of the radiance that arrives where a ray meets no triangle.
    #[inline(always)]
    pub fn background_bits(&self) -> [u32; 3] {
        u32x3_at(self.bytes, 28)
    }
    /// Bits of the position of vertex `index`. Panics when `index` is not below [`Self::vertex_count`].
    #[inline(always)]
    pub fn vertex_bits(&self, index: u32) -> [u32; 3] {
        u32x3_at(self.bytes, self.vertex_offset(index))
    }
    /// Bits of the texture coordinates of vertex `index`, where the scene has any.
    #[inline(always)]
    pub fn coordinates_bits(&self, index: u32) -> Option<[u32; 2]> {
        let offset = self.ends[0] + index as usize * COORDINATES_BYTES;
        self.has_coordinates().then(|| [u32_at(self.bytes, offset), u32_at(self.bytes, offset + 4)])
    }
    /// Bits of the normal of vertex `index`, where the scene has any.
    #[inline(always)]
    pub fn normal_bits(&self, index: u32) -> Option<[u32; 3]> {
        self.has_normals().then(|| u32x3_at(self.bytes, self.ends[1] + index as usize * NORMAL_BYTES))
    }
    /// Triangle `index`. Panics when `index` is not below [`Self::triangle_count`].
    #[inline(always)]
    pub fn triangle(&self, index: u32) -> Triangle {
        let offset = self.triangle_offset(index);
        Triangle { vertices: u32x3_at(self.bytes, offset), material: u32_at(self.bytes, offset + 12) }
    }
    /// Positions of the corners of triangle `index`.
    #[inline(always)]
    pub fn corners<R: Real>(&self, index: u32) -> [Vector3<R>; 3] {
        let [a, b, c] = self.triangle(index).vertices;
        [self.vertex(a), self.vertex(b), self.vertex(c)]
    }
    #[inline(always)]
    fn vertex<R: Real>(&self, index: u32) -> Vector3<R> {
        Vector3::from_bits(self.vertex_bits(index))
    }
    /// Material `index`. Panics when `index` is not below [`Self::material_count`].
    #[inline(always)]
    pub fn material(&self, index: u32) -> Material {
        Material::read(self.bytes, self.material_offset(index))
    }
    /// Triangle index of light `index`. Panics when `index` is not below [`Self::light_count`].
    #[inline(always)]
    pub fn light(&self, index: u32) -> u32 {
        u32_at(self.bytes, self.light_offset(index))
    }
    /// Texture `index`. Panics when `index` is not below [`Self::texture_count`].
    #[inline(always)]
    pub fn texture(&self, index: u32) -> Texture {
        Texture::read(self.bytes, self.texture_offset(index))
    }
    /// Texel `index`: red, green, blue, alpha. Panics when `index` is not below [`Self::texel_count`].
    #[inline(always)]
    pub fn texel(&self, index: u32) -> [u8; 4] {
        u32_at(self.bytes, self.ends[6] + index as usize * TEXEL_BYTES).to_le_bytes()
    }

    #[inline(always)]
    fn vertex_offset(&self, index: u32) -> usize {
        SCENE_HEADER_BYTES + index as usize * VERTEX_BYTES
    }
    #[inline(always)]
    fn triangle_offset(&self, index: u32) -> usize {
        self.ends[2] + index as usize * TRIANGLE_BYTES
    }
    #[inline(always)]
    fn material_offset(&self, index: u32) -> usize {
        self.ends[3] + index as usize * Material::BYTES
    }
    #[inline(always)]
    fn light_offset(&self, index: u32) -> usize {
        self.ends[4] + index as usize * LIGHT_BYTES
    }
    #[inline(always)]
    fn texture_offset(&self, index: u32) -> usize {
        self.ends[5] + index as usize * Texture::BYTES
    }
}
