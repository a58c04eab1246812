//! What a surface is made of, and the pictures laid on it, as canonical bytes hold them.

use crate::little_endian::{u32_at, u32x3_at};

const MAGNITUDE: u32 = 0x7fff_ffff;
const ONE: u32 = 0x3f80_0000;

/// A surface's material; numbers are IEEE-754 bits, colours linear RGB. The meaning is in [`crate::reflection`] and
/// [`crate::glass`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Material {
    /// Diffuse reflectance, metal's reflectance at normal incidence, and tint of what passes through; 0 … 1.
    pub base_colour: [u32; 3],
    /// Radiance emitted from the front per channel, 0 … 2^16; all zero for a surface that is no light.
    pub emission: [u32; 3],
    /// Share of metal, 0 … 1.
    pub metallic: u32,
    /// Perceptual roughness, 0 … 1.
    pub roughness: u32,
    /// Share of the non-metal part that is a smooth boundary of glass instead of an opaque surface, 0 … 1. Roughness does
    /// not blur it.
    pub transmission: u32,
    /// Index of refraction behind the front, 1 … 4. At 1 a surface has no gloss but its metal's.
    pub refraction: u32,
    /// 1 + index of the texture that multiplies the base colour, or 0.
    pub base_colour_texture: u32,
    /// 1 + index of the texture that multiplies roughness (green) and metallic (blue), or 0.
    pub metallic_roughness_texture: u32,
    /// 1 + index of the texture that multiplies the emission, or 0.
    pub emission_texture: u32,
}

impl Material {
    /// Length of a material in canonical bytes.
    pub const BYTES: usize = 52;

    /// A Lambertian surface that may emit.
    pub const fn matte(base_colour: [u32; 3], emission: [u32; 3]) -> Self {
        Self {
            base_colour,
            emission,
            metallic: 0,
            roughness: ONE,
            transmission: 0,
            refraction: ONE,
            base_colour_texture: 0,
            metallic_roughness_texture: 0,
            emission_texture: 0,
        }
    }

    /// True when any channel emits.
    #[inline(always)]
    pub fn emits(&self) -> bool {
        self.emission.iter().any(|bits| bits & MAGNITUDE != 0)
    }

    /// True when the surface only scatters by Lambert's law.
    #[inline(always)]
    pub fn is_matte(&self) -> bool {
        self.metallic == 0 && self.transmission == 0 && self.refraction == ONE
    }

    /// The textures it names, each as 1 + index or 0.
    pub fn textures(&self) -> [u32; 3] {
        [self.base_colour_texture, self.metallic_roughness_texture, self.emission_texture]
    }

    #[inline(always)]
    pub(super) fn read(bytes: &[u8], offset: usize) -> Self {
        let word = |index: usize| u32_at(bytes, offset + 4 * index);
        Self {
            base_colour: u32x3_at(bytes, offset),
            emission: u32x3_at(bytes, offset + 12),
            metallic: word(6),
            roughness: word(7),
            transmission: word(8),
            refraction: word(9),
            base_colour_texture: word(10),
            metallic_roughness_texture: word(11),
            emission_texture: word(12),
        }
    }

    #[cfg(feature = "alloc")]
    pub(super) fn words(&self) -> impl Iterator<Item = u32> {
        let numbers = [self.metallic, self.roughness, self.transmission, self.refraction];
        self.base_colour.into_iter().chain(self.emission).chain(numbers).chain(self.textures())
    }
}

/// Where the texels of a picture stand and how they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Texture {
    /// Index of the first texel; rows follow from the top, each from the left.
    pub first_texel: u32,
    /// Texels per row, 1 … 8192.
    pub width: u32,
    /// Rows, 1 … 8192.
    pub height: u32,
    /// Bit 0: red, green and blue are sRGB; else linear. Bit 1: bilinear; else nearest. Bits 2–3 and 4–5: what lies
    /// beyond the edges across and down: 0 repeats, 1 repeats mirrored, 2 the edge.
    pub flags: u32,
}

impl Texture {
    /// Length of a texture in canonical bytes, without its texels.
    pub const BYTES: usize = 16;
    /// [`Texture::flags`]: texels are sRGB.
    pub const SRGB: u32 = 1;
    /// [`Texture::flags`]: the four nearest texels are mixed.
    pub const BILINEAR: u32 = 2;
    /// Edge rule: repeat.
    pub const REPEAT: u32 = 0;
    /// Edge rule: repeat mirrored.
    pub const MIRROR: u32 = 1;
    /// Edge rule: go on with the edge.
    pub const CLAMP: u32 = 2;

    /// Edge rules across and down.
    #[inline(always)]
    pub fn edges(&self) -> [u32; 2] {
        [self.flags >> 2 & 3, self.flags >> 4 & 3]
    }

    #[inline(always)]
    pub(super) fn read(bytes: &[u8], offset: usize) -> Self {
        let word = |index: usize| u32_at(bytes, offset + 4 * index);
        Self { first_texel: word(0), width: word(1), height: word(2), flags: word(3) }
    }

    #[cfg(feature = "alloc")]
    pub(super) fn words(&self) -> [u32; 4] {
        [self.first_texel, self.width, self.height, self.flags]
    }
}
