//! The Cornell box as published by Cornell University's Program of Computer Graphics, in the JSON form of
//! `scenes/cornell_box.json`: measured quads, a camera, and colours as linear RGB.

use serde::Deserialize;

use super::error::ImportError;
use super::model::{Model, Surface, Vector, Viewpoint};

/// Every quad is compared with every other one.
const MAX_QUADS: usize = 4096;

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
    let mut diffuse = |base_colour| model.add_surface(Surface::matte(base_colour, [0.0; 3]));
    let [white, red, green] = [diffuse(colours.white)?, diffuse(colours.red)?, diffuse(colours.green)?];
    let light = model.add_surface(Surface::matte([document.light.reflectance; 3], colours.light_emission))?;
    for quad in &document.quads {
        let surface = match quad.material {
            Material::White => white,
            Material::Red => red,
            Material::Green => green,
            Material::Light => light,
        };
        let opening = document.quads.iter().find(|other| is_set_into(other, quad));
        match opening {
            None => add_quad(&mut model, quad.vertices, surface)?,
            Some(opening) => add_frame(&mut model, &quad.vertices, &opening.vertices, surface)?,
        }
    }
    model.camera = Some(Viewpoint {
        position: document.camera.position,
        forward: document.camera.direction,
        up: document.camera.up,
        tan_half_height: document.camera.film_height / (2.0 * document.camera.focal_length),
    });
    Ok(model)
}

fn add_quad(model: &mut Model, corners: [Vector; 4], surface: u32) -> Result<(), ImportError> {
    // Fits, because the number of quads is limited.
    let first = model.position_count() as u32;
    for corner in corners {
        model.add_position(corner)?;
    }
    model.add_triangle([first, first + 1, first + 2], surface)?;
    model.add_triangle([first, first + 2, first + 3], surface)
}

/// The measured light lies exactly in the ceiling's plane, where no ray could tell the two apart: such a light is set into
/// an opening of the quad around it.
fn is_set_into(light: &Quad, around: &Quad) -> bool {
    let [low, high] = bounds(&around.vertices);
    let [light_low, light_high] = bounds(&light.vertices);
    let flat = (0..3).find(|axis| low[*axis] == high[*axis]);
    light.material == Material::Light
        && around.material != Material::Light
        && flat.is_some_and(|flat| {
            (0..3).all(|axis| {
                let within = low[axis] < light_low[axis] && light_high[axis] < high[axis];
                within || (axis == flat && light_low[axis] == low[axis] && light_high[axis] == low[axis])
            })
        })
}

/// A quad without its opening: four quads between the outer edges and the nearest inner ones.
fn add_frame(model: &mut Model, outer: &[Vector; 4], inner: &[Vector; 4], surface: u32) -> Result<(), ImportError> {
    let nearest = outer.map(|corner| {
        let distance = |point: &Vector| (0..3).map(|axis| (point[axis] - corner[axis]).powi(2)).sum::<f64>();
        inner.iter().copied().min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(corner)
    });
    for (at, next) in [(0, 1), (1, 2), (2, 3), (3, 0)] {
        add_quad(model, [outer[at], outer[next], nearest[next], nearest[at]], surface)?;
    }
    Ok(())
}

fn bounds(corners: &[Vector; 4]) -> [Vector; 2] {
    let reduce = |choose: fn(f64, f64) -> f64| {
        [0, 1, 2].map(|axis| corners.iter().map(|corner| corner[axis]).reduce(choose).unwrap_or(0.0))
    };
    [reduce(f64::min), reduce(f64::max)]
}
