//! The parts of a glTF 2.0 document that say where triangles are and what they look like. Everything else in the
//! document is passed over without being stored.

use core::fmt;
use core::marker::PhantomData;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Document {
    pub asset: Asset,
    #[serde(default, deserialize_with = "at_most::<{ 1 << 10 }, _, _>")]
    pub extensions_required: Vec<String>,
    pub scene: Option<usize>,
    #[serde(default, deserialize_with = "at_most::<{ 1 << 16 }, _, _>")]
    pub scenes: Vec<SceneRoots>,
    #[serde(default, deserialize_with = "at_most::<{ 1 << 18 }, _, _>")]
    pub nodes: Vec<Node>,
    #[serde(default)]
    pub meshes: Vec<Mesh>,
    #[serde(default, deserialize_with = "at_most::<{ 1 << 16 }, _, _>")]
    pub materials: Vec<Material>,
    #[serde(default, deserialize_with = "at_most::<{ 1 << 16 }, _, _>")]
    pub cameras: Vec<Camera>,
    #[serde(default, deserialize_with = "at_most::<{ 1 << 16 }, _, _>")]
    pub textures: Vec<Texture>,
    #[serde(default, deserialize_with = "at_most::<{ 1 << 16 }, _, _>")]
    pub images: Vec<Image>,
    #[serde(default, deserialize_with = "at_most::<{ 1 << 16 }, _, _>")]
    pub samplers: Vec<Sampler>,
    #[serde(default)]
    pub accessors: Vec<Accessor>,
    #[serde(default)]
    pub buffer_views: Vec<BufferView>,
    #[serde(default)]
    pub buffers: Vec<Buffer>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Asset {
    pub version: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct SceneRoots {
    #[serde(default)]
    pub nodes: Vec<u32>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Node {
    #[serde(default)]
    pub children: Vec<u32>,
    pub mesh: Option<usize>,
    pub camera: Option<usize>,
    /// Column by column.
    pub matrix: Option<[f64; 16]>,
    pub translation: Option<[f64; 3]>,
    /// Quaternion x, y, z, w.
    pub rotation: Option<[f64; 4]>,
    pub scale: Option<[f64; 3]>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Mesh {
    pub primitives: Vec<Primitive>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Primitive {
    pub attributes: Attributes,
    pub indices: Option<usize>,
    pub material: Option<usize>,
    #[serde(default = "triangle_list")]
    pub mode: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct Attributes {
    #[serde(rename = "POSITION")]
    pub position: Option<usize>,
    #[serde(rename = "NORMAL")]
    pub normal: Option<usize>,
    #[serde(rename = "TEXCOORD_0")]
    pub coordinates: Option<usize>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Material {
    pub pbr_metallic_roughness: MetallicRoughness,
    pub emissive_factor: [f64; 3],
    pub emissive_texture: Option<TextureUse>,
    pub extensions: MaterialExtensions,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct MetallicRoughness {
    pub base_color_factor: [f64; 4],
    pub metallic_factor: f64,
    pub roughness_factor: f64,
    pub base_color_texture: Option<TextureUse>,
    pub metallic_roughness_texture: Option<TextureUse>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TextureUse {
    pub index: usize,
    #[serde(default)]
    pub tex_coord: u32,
    #[serde(default)]
    pub extensions: TextureUseExtensions,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct TextureUseExtensions {
    #[serde(rename = "KHR_texture_transform")]
    pub transform: Option<serde::de::IgnoredAny>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Texture {
    pub sampler: Option<usize>,
    pub source: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Image {
    pub uri: Option<String>,
    pub buffer_view: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Sampler {
    pub mag_filter: u32,
    pub wrap_s: u32,
    pub wrap_t: u32,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct MaterialExtensions {
    #[serde(rename = "KHR_materials_emissive_strength")]
    pub emissive_strength: EmissiveStrength,
    #[serde(rename = "KHR_materials_transmission")]
    pub transmission: Transmission,
    #[serde(rename = "KHR_materials_ior")]
    pub refraction: Refraction,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Transmission {
    pub transmission_factor: f64,
}

#[derive(Debug, Deserialize)]
#[serde(default)]
pub(super) struct Refraction {
    pub ior: f64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct EmissiveStrength {
    pub emissive_strength: f64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Camera {
    pub perspective: Option<Perspective>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Perspective {
    /// Vertical field of view in radians.
    pub yfov: f64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Accessor {
    pub buffer_view: Option<usize>,
    #[serde(default)]
    pub byte_offset: usize,
    pub component_type: u32,
    #[serde(default)]
    pub normalized: bool,
    pub count: usize,
    #[serde(rename = "type")]
    pub shape: String,
    pub sparse: Option<serde::de::IgnoredAny>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BufferView {
    pub buffer: usize,
    #[serde(default)]
    pub byte_offset: usize,
    pub byte_length: usize,
    pub byte_stride: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Buffer {
    pub byte_length: usize,
    pub uri: Option<String>,
}

/// A list of limited length, for items that take far more memory than bytes in the file.
fn at_most<'de, const MOST: usize, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    struct Items<const MOST: usize, T>(PhantomData<T>);

    impl<'de, const MOST: usize, T: Deserialize<'de>> Visitor<'de> for Items<MOST, T> {
        type Value = Vec<T>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(formatter, "a list of at most {MOST} items")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
            let mut list = Vec::new();
            while let Some(item) = items.next_element()? {
                if list.len() == MOST {
                    return Err(A::Error::custom(format!("a list has more than {MOST} items")));
                }
                list.push(item);
            }
            Ok(list)
        }
    }

    deserializer.deserialize_seq(Items::<MOST, T>(PhantomData))
}

const fn triangle_list() -> u32 {
    4
}

impl Default for MetallicRoughness {
    fn default() -> Self {
        Self {
            base_color_factor: [1.0; 4],
            metallic_factor: 1.0,
            roughness_factor: 1.0,
            base_color_texture: None,
            metallic_roughness_texture: None,
        }
    }
}

impl Default for EmissiveStrength {
    fn default() -> Self {
        Self { emissive_strength: 1.0 }
    }
}

impl Default for Refraction {
    fn default() -> Self {
        Self { ior: 1.5 }
    }
}

impl Default for Sampler {
    fn default() -> Self {
        Self { mag_filter: 9729, wrap_s: 10497, wrap_t: 10497 }
    }
}
