//! What makes bytes a scene. Everything is checked once, so that reading never fails afterwards.

use super::{
    Counts, HAS_COORDINATES, HAS_NORMALS, MAGNITUDE, MAX_MATERIALS, MAX_TEXELS, MAX_TEXTURE_EDGE, MAX_TEXTURES,
    MAX_TRIANGLES, MAX_VERTICES, SCENE_HEADER_BYTES, SCENE_MAGIC, SceneView, Texture,
};
use crate::{
    camera::Camera,
    little_endian::{u32_at, u32x3_at},
    real::Real,
    refusal::Refusal,
};

const CAMERA_OFFSET: usize = 40;
const ONE: u32 = 0x3f80_0000;
const FOUR: u32 = 0x4080_0000;
const SMALLEST_EXTENT: u32 = 0x3580_0000; // 2^-20
const LARGEST_EXTENT: u32 = 0x4980_0000; // 2^20
const LARGEST_RADIANCE: u32 = 0x4780_0000; // 2^16
const LARGEST_COORDINATE: u32 = 0x4480_0000; // 2^10
const SMALLEST_SQUARED_NORMAL: f32 = f32::MIN_POSITIVE;

impl<'a> SceneView<'a> {
    /// Checks every field and every bound of `bytes` in one pass; the view then reads without failing.
    ///
    /// `R` is the arithmetic used for the two checks that need any (camera axes, triangle normals); every `R` agrees.
    pub fn parse<R: Real>(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let view = Self::parse_header::<R>(bytes)?;
        view.check_vertices()?;
        view.check_attributes()?;
        view.check_textures()?;
        view.check_materials()?;
        view.check_triangles::<R>()?;
        Ok(view)
    }

    fn parse_header<R: Real>(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if bytes.len() < SCENE_HEADER_BYTES {
            return Err(Refusal::new("scene-truncated", "The scene ends inside its header.", bytes.len()));
        }
        if bytes[..8] != SCENE_MAGIC {
            return Err(Refusal::new("scene-magic", "These bytes are not a PYROSCN2 scene; import the file first.", 0));
        }
        let counts = Counts {
            vertices: u32_at(bytes, 8),
            triangles: u32_at(bytes, 12),
            materials: u32_at(bytes, 16),
            lights: u32_at(bytes, 20),
            attributes: u32_at(bytes, 80),
            textures: u32_at(bytes, 84),
            texels: u32_at(bytes, 88),
        };
        let bounds = [
            (counts.vertices, 3, MAX_VERTICES, 8),
            (counts.triangles, 1, MAX_TRIANGLES, 12),
            (counts.materials, 1, MAX_MATERIALS, 16),
            (counts.lights, 0, counts.triangles, 20),
            (counts.attributes, 0, HAS_COORDINATES | HAS_NORMALS, 80),
            (counts.textures, 0, MAX_TEXTURES, 84),
            (counts.texels, 0, MAX_TEXELS, 88),
            (u32_at(bytes, 92), 0, 0, 92),
        ];
        for (count, fewest, most, offset) in bounds {
            if !(fewest..=most).contains(&count) {
                let sentence = "The scene has too few or too many of something.";
                return Err(Refusal::new("scene-count", sentence, offset));
            }
        }
        if bytes.len() as u64 != counts.length() {
            let sentence = "The scene's length does not follow from its counts.";
            return Err(Refusal::new("scene-length", sentence, bytes.len()));
        }
        if !(SMALLEST_EXTENT..=LARGEST_EXTENT).contains(&u32_at(bytes, 24)) {
            let sentence = "The scene's extent is not between 2^-20 and 2^20; rescale it.";
            return Err(Refusal::new("scene-extent", sentence, 24));
        }
        check_colour(u32x3_at(bytes, 28), LARGEST_RADIANCE, 28)?;
        Ok(Self::of_counts(bytes, counts, Camera::read::<R>(bytes, CAMERA_OFFSET)?))
    }

    fn check_vertices(&self) -> Result<(), Refusal> {
        let mut extent = 0;
        for index in 0..self.vertex_count() {
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
        if extent != self.extent_bits() {
            let sentence = "The scene's extent is not its largest absolute coordinate.";
            return Err(Refusal::new("scene-extent", sentence, 24));
        }
        Ok(())
    }

    fn check_attributes(&self) -> Result<(), Refusal> {
        for index in 0..self.vertex_count() {
            let coordinates = self.coordinates_bits(index);
            if coordinates.iter().flatten().any(|bits| bits & MAGNITUDE > LARGEST_COORDINATE) {
                let sentence = "A texture coordinate is not a number within ±2^10.";
                return Err(Refusal::new("scene-coordinates", sentence, self.vertex_offset(index)));
            }
            if self.normal_bits(index).iter().flatten().any(|bits| bits & MAGNITUDE > ONE) {
                let sentence = "A normal's component is not a number within ±1.";
                return Err(Refusal::new("scene-normal", sentence, self.vertex_offset(index)));
            }
        }
        Ok(())
    }

    fn check_textures(&self) -> Result<(), Refusal> {
        for index in 0..self.texture_count() {
            let texture = self.texture(index);
            let edges = 1..=MAX_TEXTURE_EDGE;
            let sized = edges.contains(&texture.width) && edges.contains(&texture.height);
            let end = u64::from(texture.first_texel) + u64::from(texture.width) * u64::from(texture.height);
            let flagged = texture.flags < 64 && texture.edges().iter().all(|rule| *rule <= Texture::CLAMP);
            if !(sized && flagged && end <= u64::from(self.texel_count())) {
                let sentence = "A texture is larger than its texels, has no texels, or unknown flags.";
                return Err(Refusal::new("scene-texture", sentence, self.texture_offset(index)));
            }
        }
        Ok(())
    }

    fn check_materials(&self) -> Result<(), Refusal> {
        for index in 0..self.material_count() {
            let offset = self.material_offset(index);
            let material = self.material(index);
            check_colour(material.base_colour, ONE, offset)?;
            check_colour(material.emission, LARGEST_RADIANCE, offset + 12)?;
            let shares = [material.metallic, material.roughness, material.transmission];
            if shares.iter().any(|bits| *bits > ONE) || !(ONE..=FOUR).contains(&material.refraction) {
                let sentence = "A metallic, roughness or transmission is not within 0 to 1, or an index of refraction not within 1 to 4.";
                return Err(Refusal::new("scene-material", sentence, offset + 24));
            }
            let textures = material.textures();
            let named = textures.iter().any(|texture| *texture != 0);
            if textures.iter().any(|texture| *texture > self.texture_count()) || (named && !self.has_coordinates()) {
                let sentence =
                    "A material names a texture that does not exist, or the scene has no texture coordinates.";
                return Err(Refusal::new("scene-index", sentence, offset + 40));
            }
        }
        Ok(())
    }

    fn check_triangles<R: Real>(&self) -> Result<(), Refusal> {
        let mut lights_seen = 0;
        for index in 0..self.triangle_count() {
            let triangle = self.triangle(index);
            let offset = self.triangle_offset(index);
            if triangle.vertices.iter().any(|vertex| *vertex >= self.vertex_count()) {
                return Err(Refusal::new("scene-index", "A triangle names a vertex that does not exist.", offset));
            }
            if triangle.material >= self.material_count() {
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
                if lights_seen == self.light_count() || self.light(lights_seen) != index {
                    return Err(self.lights_refusal());
                }
                lights_seen += 1;
            }
        }
        if lights_seen == self.light_count() { Ok(()) } else { Err(self.lights_refusal()) }
    }

    fn lights_refusal(&self) -> Refusal {
        let sentence = "The list of lights is not the ascending list of triangles that emit.";
        Refusal::new("scene-lights", sentence, self.light_offset(0))
    }
}

fn check_colour(bits: [u32; 3], largest: u32, offset: usize) -> Result<(), Refusal> {
    // Bits above `largest` are larger numbers, infinities, NaN or anything with a sign.
    if bits.iter().all(|channel| *channel <= largest) {
        return Ok(());
    }
    let sentence = "A colour channel is negative, not a number, or larger than its bound (1, or 65536 for radiance).";
    Err(Refusal::new("scene-colour", sentence, offset))
}
