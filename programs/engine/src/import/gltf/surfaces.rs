use pyronet_compute_spec::scene::Texture;

use super::buffers::{Buffers, find};
use super::document::{Document, Material, Sampler, TextureUse};
use super::pictures::{Picture, Pictures};
use crate::import::error::ImportError;
use crate::import::model::{Model, Surface, SurfaceTextures};

const NEAREST: u32 = 9728;
const CLAMP_TO_EDGE: u32 = 33071;
const MIRRORED_REPEAT: u32 = 33648;

/// Adds the document's materials, in their order, with the pictures that they use.
pub(super) fn add_surfaces(document: &Document, buffers: &Buffers<'_>, model: &mut Model) -> Result<(), ImportError> {
    let mut pictures = Pictures::of(document, buffers);
    for material in &document.materials {
        let metal = &material.pbr_metallic_roughness;
        let mut add = |texture: &Option<TextureUse>, space: u32| match texture {
            Some(texture) => add_texture(document, &mut pictures, model, texture, space),
            None => Ok(0),
        };
        let textures = SurfaceTextures {
            base_colour: add(&metal.base_color_texture, Texture::SRGB)?,
            metallic_roughness: add(&metal.metallic_roughness_texture, 0)?,
            emission: add(&material.emissive_texture, Texture::SRGB)?,
        };
        model.add_surface(surface_of(material, textures))?;
    }
    Ok(())
}

fn surface_of(material: &Material, textures: SurfaceTextures) -> Surface {
    let metal = &material.pbr_metallic_roughness;
    let [red, green, blue, _] = metal.base_color_factor;
    let strength = material.extensions.emissive_strength.emissive_strength;
    Surface {
        base_colour: [red, green, blue],
        emission: material.emissive_factor.map(|factor| factor * strength),
        metallic: metal.metallic_factor,
        roughness: metal.roughness_factor,
        transmission: material.extensions.transmission.transmission_factor,
        refraction: material.extensions.refraction.ior,
        textures,
    }
}

/// Adds what a material names and gives 1 + its index. A texture without a picture is none.
fn add_texture(
    document: &Document,
    pictures: &mut Pictures<'_>,
    model: &mut Model,
    texture: &TextureUse,
    space: u32,
) -> Result<u32, ImportError> {
    if texture.tex_coord != 0 {
        return Err(ImportError::unsupported("Only the first set of glTF texture coordinates is read."));
    }
    if texture.extensions.transform.is_some() {
        return Err(ImportError::unsupported("Moved glTF texture coordinates (KHR_texture_transform) are not read."));
    }
    let texture = find(&document.textures, texture.index, "texture")?;
    let Some(source) = texture.source else {
        return Ok(0);
    };
    let default = Sampler::default();
    let sampler = match texture.sampler {
        Some(sampler) => find(&document.samplers, sampler, "sampler")?,
        None => &default,
    };
    let Picture { first_texel, width, height } = pictures.open(source, model)?;
    let filter = if sampler.mag_filter == NEAREST { 0 } else { Texture::BILINEAR };
    let flags = space | filter | edge_rule(sampler.wrap_s) << 2 | edge_rule(sampler.wrap_t) << 4;
    model.add_texture(Texture { first_texel, width, height, flags })
}

const fn edge_rule(wrap: u32) -> u32 {
    match wrap {
        CLAMP_TO_EDGE => Texture::CLAMP,
        MIRRORED_REPEAT => Texture::MIRROR,
        _ => Texture::REPEAT,
    }
}
