mod cornell;
mod files;
mod gltf;
mod hostile;
mod mutation;
mod ply;
mod staging;
mod surfaces;

use pyronet_compute_spec::scene::Scene;

use super::{ImportErrorCode, SceneFormat, import_scene, import_scene_bytes};

const CORNELL: &[u8] = include_bytes!("../../../scenes/cornell_box.json");
const TEAPOT: &[u8] = include_bytes!("../../../scenes/teapot.ply");
const ORRERY: &[u8] = include_bytes!("../../../scenes/orrery.glb");

/// Imports and encodes, so that every test also passes the scene's own checks.
fn import(file: &[u8], format: SceneFormat) -> Result<Scene, ImportErrorCode> {
    let scene = import_scene(file, format).map_err(|error| error.code)?;
    import_scene_bytes(file, format).map_err(|error| error.code)?;
    Ok(scene)
}

/// The refusal's code; panics if the file is imported.
fn refusal(file: &[u8], format: SceneFormat) -> ImportErrorCode {
    match import_scene_bytes(file, format) {
        Ok(_) => panic!("the file was imported"),
        Err(error) => error.code,
    }
}

/// Sum of the triangles' areas without the four triangles of the studio.
fn subject_area(scene: &Scene) -> f64 {
    scene.triangles[..scene.triangles.len() - 4]
        .iter()
        .map(|triangle| {
            let [a, b, c] = triangle.vertices.map(|vertex| scene.vertices[vertex as usize].map(f64::from));
            let [u, v] = [b, c].map(|point| [point[0] - a[0], point[1] - a[1], point[2] - a[2]]);
            let normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
            normal.iter().map(|value| value * value).sum::<f64>().sqrt() / 2.0
        })
        .sum()
}
