//! The Cornell box as published by Cornell University's Program of Computer Graphics, in the JSON form of
//! `scenes/cornell_box.json`: measured quads, a camera, and colours as linear RGB.

use serde::Deserialize;

use super::error::ImportError;
use super::model::{Model, Surface, Vector, Viewpoint};

/// The measured light lies exactly in the ceiling's plane; it is lowered by this much, in the file's unit.
const LIGHT_LOWERING: f64 = 0.5;
const MAX_QUADS: usize = 1 << 16;

#[derive(Deserialize)]
struct Document {
    camera: Camera,
    quads: Vec<Quad>,
    rgb_approximations: Vec<Colours>,
    light: Light,
}

#[derive(Deserialize)]
struct Camera {
    position: Vector,
    direction: Vector,
    up: Vector,
    focal_length: f64,
    film_height: f64,
}

#[derive(Deserialize)]
struct Quad {
    material: Material,
    vertices: [Vector; 4],
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Material {
    White,
    Red,
    Green,
    Light,
}

#[derive(Deserialize)]
struct Colours {
    white: Vector,
    red: Vector,
    green: Vector,
    light_emission: Vector,
}

#[derive(Deserialize)]
struct Light {
    reflectance: f64,
}

pub(super) fn read_cornell(file: &[u8]) -> Result<Model, ImportError> {
    let document: Document = serde_json::from_slice(file)
        .map_err(|error| ImportError::malformed(format!("The Cornell box cannot be read: {error}.")))?;
    let Some(colours) = document.rgb_approximations.first() else {
        return Err(ImportError::malformed("The Cornell box names no RGB colours."));
    };
    if document.quads.len() > MAX_QUADS {
        return Err(ImportError::too_large(format!("The Cornell box has more than {MAX_QUADS} quads.")));
    }

    let mut model = Model::default();
    let mut diffuse = |base_colour| model.add_surface(Surface { base_colour, emission: [0.0; 3] });
    let [white, red, green] = [diffuse(colours.white)?, diffuse(colours.red)?, diffuse(colours.green)?];
    let light = model
        .add_surface(Surface { base_colour: [document.light.reflectance; 3], emission: colours.light_emission })?;
    for quad in &document.quads {
        let surface = match quad.material {
            Material::White => white,
            Material::Red => red,
            Material::Green => green,
            Material::Light => light,
        };
        let lowering = if quad.material == Material::Light { LIGHT_LOWERING } else { 0.0 };
        // Fits, because the number of quads is limited.
        let first = model.position_count() as u32;
        for [x, y, z] in quad.vertices {
            model.add_position([x, y - lowering, z])?;
        }
        model.add_triangle([first, first + 1, first + 2], surface)?;
        model.add_triangle([first, first + 2, first + 3], surface)?;
    }
    model.camera = Some(Viewpoint {
        position: document.camera.position,
        forward: document.camera.direction,
        up: document.camera.up,
        tan_half_height: document.camera.film_height / (2.0 * document.camera.focal_length),
    });
    Ok(model)
}
