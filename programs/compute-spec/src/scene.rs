//! Canonical scene bytes, `PYROSCN1`.
//!
//! All integers and floats are little-endian; the SHA-256 of the bytes is the scene's name and the job's input root.
//!
//! ```text
//!  0  magic "PYROSCN1"
//!  8  u32 vertices      3 … 2^24
//! 12  u32 triangles     1 … 2^24
//! 16  u32 materials     1 … 2^16
//! 20  u32 lights        0 … triangles
//! 24  f32 extent        largest absolute vertex coordinate, 2^-20 … 2^20
//! 28  f32 × 3           background radiance, RGB, 0 … 2^16
//! 40  camera, 40 bytes  position × 3, forward × 3, up × 3, tan(vertical field of view / 2)
//! 80  vertices          f32 × 3 each
//!     triangles         u32 vertex a, b, c, u32 material each
//!     materials         f32 base colour RGB (0 … 1), f32 emitted radiance RGB (0 … 2^16) each
//!     lights            u32 each: every triangle whose material emits, ascending
//! ```
//!
//! Both faces of a triangle reflect; only its front, from which its corners turn counter-clockwise, emits. Colours are
//! linear. A triangle whose computed squared normal is below 2^-126 is refused, so that no ray ever meets a surface without
//! a direction.

use crate::{
    camera::Camera,
    little_endian::{u32_at, u32x3_at},
    real::Real,
    refusal::Refusal,
    vector::Vector3,
};

/// First eight bytes of a scene.
pub const SCENE_MAGIC: [u8; 8] = *b"PYROSCN1";
/// Length of everything before the first vertex.
pub const SCENE_HEADER_BYTES: usize = 80;
/// Most vertices a scene may have.
pub const MAX_VERTICES: u32 = 1 << 24;
/// Most triangles a scene may have.
pub const MAX_TRIANGLES: u32 = 1 << 24;
/// Most materials a scene may have.
pub const MAX_MATERIALS: u32 = 1 << 16;
/// Length of a vertex.
pub const VERTEX_BYTES: usize = 12;
/// Length of a triangle.
pub const TRIANGLE_BYTES: usize = 16;
/// Length of a material.
pub const MATERIAL_BYTES: usize = 24;
/// Length of a light.
pub const LIGHT_BYTES: usize = 4;

const CAMERA_OFFSET: usize = 40;
const MAGNITUDE: u32 = 0x7fff_ffff;
const ONE: u32 = 0x3f80_0000;
const SMALLEST_EXTENT: u32 = 0x3580_0000; // 2^-20
const LARGEST_EXTENT: u32 = 0x4980_0000; // 2^20
const LARGEST_RADIANCE: u32 = 0x4780_0000; // 2^16
const SMALLEST_SQUARED_NORMAL: f32 = f32::MIN_POSITIVE;

/// Corner indexes and material of one triangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Triangle {
    /// Indexes of the corners.
    pub vertices: [u32; 3],
    /// Index of the material.
    pub material: u32,
}

/// Reflectance and emission as IEEE-754 bits, linear RGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Material {
    /// Lambertian reflectance per channel, 0 … 1.
    pub base_colour: [u32; 3],
    /// Radiance emitted from the front per channel, 0 … 2^16; all zero for a surface that is no light.
    pub emission: [u32; 3],
}

impl Material {
    /// True when any channel emits.
    #[inline(always)]
    pub fn emits(&self) -> bool {
        self.emission.iter().any(|bits| bits & MAGNITUDE != 0)
    }
}

/// A checked scene that reads straight from its canonical bytes.
#[derive(Clone, Copy, Debug)]
pub struct SceneView<'a> {
    bytes: &'a [u8],
    vertices: u32,
    triangles: u32,
    materials: u32,
    lights: u32,
    camera: Camera,
}

impl<'a> SceneView<'a> {
    /// Checks every field and every bound of `bytes` in one pass; the view then reads without failing.
    ///
    /// `R` is the arithmetic used for the two checks that need any (camera axes, triangle normals); every `R` agrees.
    pub fn parse<R: Real>(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let view = Self::parse_header::<R>(bytes)?;
        view.check_vertices()?;
        view.check_materials()?;
        view.check_triangles::<R>()?;
        Ok(view)
    }

    fn parse_header<R: Real>(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if bytes.len() < SCENE_HEADER_BYTES {
            return Err(Refusal::new("scene-truncated", "The scene ends inside its header.", bytes.len()));
        }
        if bytes[..8] != SCENE_MAGIC {
            return Err(Refusal::new("scene-magic", "These bytes are not a PYROSCN1 scene; import the file first.", 0));
        }
        let counts = [u32_at(bytes, 8), u32_at(bytes, 12), u32_at(bytes, 16), u32_at(bytes, 20)];
        let [vertices, triangles, materials, lights] = counts;
        let bounds = [(3, MAX_VERTICES), (1, MAX_TRIANGLES), (1, MAX_MATERIALS), (0, triangles)];
        for (index, (count, (fewest, most))) in counts.iter().zip(bounds).enumerate() {
            if !(fewest..=most).contains(count) {
                let sentence = "The scene has too few or too many vertices, triangles, materials or lights.";
                return Err(Refusal::new("scene-count", sentence, 8 + 4 * index));
            }
        }
        if bytes.len() as u64 != scene_length(vertices, triangles, materials, lights) {
            let sentence = "The scene's length does not follow from its counts.";
            return Err(Refusal::new("scene-length", sentence, bytes.len()));
        }
        if !(SMALLEST_EXTENT..=LARGEST_EXTENT).contains(&u32_at(bytes, 24)) {
            let sentence = "The scene's extent is not between 2^-20 and 2^20; rescale it.";
            return Err(Refusal::new("scene-extent", sentence, 24));
        }
        check_colour(u32x3_at(bytes, 28), LARGEST_RADIANCE, 28)?;
        let camera = Camera::read::<R>(bytes, CAMERA_OFFSET)?;
        Ok(Self { bytes, vertices, triangles, materials, lights, camera })
    }

    fn check_vertices(&self) -> Result<(), Refusal> {
        let mut extent = 0;
        for index in 0..self.vertices {
            for bits in self.vertex_bits(index) {
                let magnitude = bits & MAGNITUDE;
                if magnitude > LARGEST_EXTENT {
                    let sentence = "A vertex coordinate is not a number within ±2^20.";
                    return Err(Refusal::new("scene-vertex", sentence, self.vertex_offset(index)));
                }
                // Magnitudes of finite floats order like their bits.
                extent = extent.max(magnitude);
            }
        }
        if extent != u32_at(self.bytes, 24) {
            let sentence = "The scene's extent is not its largest absolute coordinate.";
            return Err(Refusal::new("scene-extent", sentence, 24));
        }
        Ok(())
    }

    fn check_materials(&self) -> Result<(), Refusal> {
        for index in 0..self.materials {
            let offset = self.material_offset(index);
            let material = self.material(index);
            check_colour(material.base_colour, ONE, offset)?;
            check_colour(material.emission, LARGEST_RADIANCE, offset + 12)?;
        }
        Ok(())
    }

    fn check_triangles<R: Real>(&self) -> Result<(), Refusal> {
        let mut lights_seen = 0;
        for index in 0..self.triangles {
            let triangle = self.triangle(index);
            let offset = self.triangle_offset(index);
            if triangle.vertices.iter().any(|vertex| *vertex >= self.vertices) {
                return Err(Refusal::new("scene-index", "A triangle names a vertex that does not exist.", offset));
            }
            if triangle.material >= self.materials {
                let sentence = "A triangle names a material that does not exist.";
                return Err(Refusal::new("scene-index", sentence, offset + 12));
            }
            let [a, b, c] = self.corners::<R>(index);
            let normal = (b - a).cross(c - a);
            if !(normal.dot(normal) >= R::constant(SMALLEST_SQUARED_NORMAL)) {
                let sentence = "A triangle has no area; drop it or rescale the scene.";
                return Err(Refusal::new("scene-degenerate", sentence, offset));
            }
            if self.material(triangle.material).emits() {
                if lights_seen == self.lights || self.light(lights_seen) != index {
                    return Err(self.lights_refusal());
                }
                lights_seen += 1;
            }
        }
        if lights_seen == self.lights { Ok(()) } else { Err(self.lights_refusal()) }
    }

    fn lights_refusal(&self) -> Refusal {
        let sentence = "The list of lights is not the ascending list of triangles that emit.";
        Refusal::new("scene-lights", sentence, self.light_offset(0))
    }

    /// The canonical bytes.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }
    /// Number of vertices.
    pub fn vertex_count(&self) -> u32 {
        self.vertices
    }
    /// Number of triangles.
    pub fn triangle_count(&self) -> u32 {
        self.triangles
    }
    /// Number of materials.
    pub fn material_count(&self) -> u32 {
        self.materials
    }
    /// Number of triangles that emit.
    #[inline(always)]
    pub fn light_count(&self) -> u32 {
        self.lights
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
        let offset = self.material_offset(index);
        Material { base_colour: u32x3_at(self.bytes, offset), emission: u32x3_at(self.bytes, offset + 12) }
    }
    /// Triangle index of light `index`. Panics when `index` is not below [`Self::light_count`].
    #[inline(always)]
    pub fn light(&self, index: u32) -> u32 {
        u32_at(self.bytes, self.light_offset(index))
    }

    #[inline(always)]
    fn vertex_offset(&self, index: u32) -> usize {
        SCENE_HEADER_BYTES + index as usize * VERTEX_BYTES
    }
    #[inline(always)]
    fn triangle_offset(&self, index: u32) -> usize {
        self.vertex_offset(self.vertices) + index as usize * TRIANGLE_BYTES
    }
    #[inline(always)]
    fn material_offset(&self, index: u32) -> usize {
        self.triangle_offset(self.triangles) + index as usize * MATERIAL_BYTES
    }
    #[inline(always)]
    fn light_offset(&self, index: u32) -> usize {
        self.material_offset(self.materials) + index as usize * LIGHT_BYTES
    }
}

/// Length in bytes of a scene with these counts.
pub fn scene_length(vertices: u32, triangles: u32, materials: u32, lights: u32) -> u64 {
    SCENE_HEADER_BYTES as u64
        + u64::from(vertices) * VERTEX_BYTES as u64
        + u64::from(triangles) * TRIANGLE_BYTES as u64
        + u64::from(materials) * MATERIAL_BYTES as u64
        + u64::from(lights) * LIGHT_BYTES as u64
}

fn check_colour(bits: [u32; 3], largest: u32, offset: usize) -> Result<(), Refusal> {
    // Bits above `largest` are larger numbers, infinities, NaN or anything with a sign.
    if bits.iter().all(|channel| *channel <= largest) {
        return Ok(());
    }
    let sentence = "A colour channel is negative, not a number, or larger than its bound (1, or 65536 for radiance).";
    Err(Refusal::new("scene-colour", sentence, offset))
}

/// An owned scene, as importers build it.
#[cfg(feature = "alloc")]
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Radiance that arrives where a ray meets no triangle, linear RGB.
    pub background: [f32; 3],
    /// The scene's own camera.
    pub camera: Camera,
    /// Vertex positions.
    pub vertices: alloc::vec::Vec<[f32; 3]>,
    /// Triangles.
    pub triangles: alloc::vec::Vec<Triangle>,
    /// Materials.
    pub materials: alloc::vec::Vec<Material>,
}

#[cfg(feature = "alloc")]
impl Scene {
    /// Canonical bytes, checked by parsing them back with arithmetic `R`. Extent and lights are derived here.
    pub fn encode<R: Real>(&self) -> Result<alloc::vec::Vec<u8>, Refusal> {
        let too_many = |offset| {
            let sentence = "The scene has more vertices, triangles or materials than a scene may have.";
            Refusal::new("scene-count", sentence, offset)
        };
        let count = |length: usize, most: u32, offset| {
            u32::try_from(length).ok().filter(|count| *count <= most).ok_or(too_many(offset))
        };
        let vertices = count(self.vertices.len(), MAX_VERTICES, 8)?;
        let triangles = count(self.triangles.len(), MAX_TRIANGLES, 12)?;
        let materials = count(self.materials.len(), MAX_MATERIALS, 16)?;
        let emits = |triangle: &Triangle| self.materials.get(triangle.material as usize).is_some_and(Material::emits);
        let lights =
            (0..triangles).zip(&self.triangles).filter(|(_, triangle)| emits(triangle)).map(|(index, _)| index);
        let lights: alloc::vec::Vec<u32> = lights.collect();
        let extent = self.vertices.iter().flatten().map(|value| value.to_bits() & MAGNITUDE).max().unwrap_or(0);

        let length = scene_length(vertices, triangles, materials, lights.len() as u32);
        let mut bytes = alloc::vec::Vec::with_capacity(length as usize);
        bytes.extend_from_slice(&SCENE_MAGIC);
        let mut push = |word: u32| bytes.extend_from_slice(&word.to_le_bytes());
        [vertices, triangles, materials, lights.len() as u32, extent].into_iter().for_each(&mut push);
        self.background.iter().map(|value| value.to_bits()).for_each(&mut push);
        self.camera.write(&mut bytes);
        debug_assert_eq!(bytes.len(), CAMERA_OFFSET + crate::camera::CAMERA_BYTES);
        let mut push = |word: u32| bytes.extend_from_slice(&word.to_le_bytes());
        self.vertices.iter().flatten().map(|value| value.to_bits()).for_each(&mut push);
        for triangle in &self.triangles {
            triangle.vertices.into_iter().chain([triangle.material]).for_each(&mut push);
        }
        for material in &self.materials {
            material.base_colour.into_iter().chain(material.emission).for_each(&mut push);
        }
        lights.into_iter().for_each(&mut push);
        SceneView::parse::<R>(&bytes)?;
        Ok(bytes)
    }
}
