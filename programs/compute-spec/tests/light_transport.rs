//! The path tracer against integrals that can be computed another way.

#![allow(clippy::unwrap_used)]

use pyronet_compute_spec::{
    camera::Camera,
    job::Job,
    path::Frame,
    ray::EveryTriangle,
    scene::{Material, Scene, SceneView, Triangle},
    vector::Vector3,
};

fn camera(position: [f32; 3], forward: [f32; 3], up: [f32; 3], tangent: f32) -> Camera {
    let bits = |vector: [f32; 3]| vector.map(f32::to_bits);
    Camera { position: bits(position), forward: bits(forward), up: bits(up), tan_half_fov_y: tangent.to_bits() }
}

fn material(base_colour: f32, emission: f32) -> Material {
    Material::matte([base_colour.to_bits(); 3], [emission.to_bits(); 3])
}

/// Adds a parallelogram whose front is along `across × along`.
fn add_quad(scene: &mut Scene, centre: [f32; 3], across: [f32; 3], along: [f32; 3], material: u32) {
    let first = scene.vertices.len() as u32;
    for [u, v] in [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]] {
        scene.vertices.push([0, 1, 2].map(|axis| centre[axis] + u * across[axis] + v * along[axis]));
    }
    scene.triangles.push(Triangle { vertices: [first, first + 1, first + 2], material });
    scene.triangles.push(Triangle { vertices: [first, first + 2, first + 3], material });
}

/// Mean radiance over all pixels, red channel.
fn mean_radiance(scene: &Scene, edge: u32, samples: u32, bounces: u32) -> f64 {
    let bytes = scene.encode::<f32>().unwrap();
    let view = SceneView::parse::<f32>(&bytes).unwrap();
    let job = Job {
        width: edge,
        height: edge,
        tile_edge: 8,
        samples,
        bounces,
        seed: 11,
        scene_sha256: [0; 32],
        scene_bytes: bytes.len() as u64,
        scene_triangles: view.triangle_count(),
        camera: None,
    };
    let frame = Frame::<f32>::new(job, view);
    let geometry = EveryTriangle { scene: view, padding: frame.surroundings.padding };
    let pixels = (0..edge * edge).map(|pixel| frame.pixel(&geometry, pixel % edge, pixel / edge));
    let sum: f64 = pixels.map(|Vector3 { x, .. }| f64::from(x)).sum();
    sum / f64::from(edge * edge)
}

/// A floor seen from above through a gap beside a square lamp that shines down on it.
fn lamp_over_floor(half_edge: f32) -> Scene {
    let mut scene = Scene {
        background: [0.0; 3],
        camera: camera([0.0, 0.5, 3.0], [0.0, -0.5, -3.0], [0.0, 1.0, 0.0], 0.001),
        vertices: vec![],
        coordinates: vec![],
        normals: vec![],
        textures: vec![],
        texels: vec![],
        triangles: vec![],
        materials: vec![material(0.5, 0.0), material(0.0, 10.0)],
    };
    add_quad(&mut scene, [0.0; 3], [0.0, 0.0, 4.0], [4.0, 0.0, 0.0], 0);
    add_quad(&mut scene, [0.0, 1.0, 0.0], [half_edge, 0.0, 0.0], [0.0, 0.0, half_edge], 1);
    scene
}

/// Radiance of the floor's centre by midpoint quadrature over the lamp.
fn expected_floor_radiance(half_edge: f64) -> f64 {
    let steps = 400;
    let cell = 2.0 * half_edge / f64::from(steps);
    let mut irradiance = 0.0;
    for i in 0..steps {
        for j in 0..steps {
            let x = -half_edge + (f64::from(i) + 0.5) * cell;
            let z = -half_edge + (f64::from(j) + 0.5) * cell;
            let squared_distance = 1.0 + x * x + z * z;
            irradiance += 10.0 * cell * cell / (squared_distance * squared_distance);
        }
    }
    0.5 / core::f64::consts::PI * irradiance
}

#[test]
fn a_floor_under_a_lamp_has_the_radiance_of_the_integral() {
    // A small lamp is found by light samples, a large one mostly by directions: both halves of the estimator count.
    for half_edge in [0.1, 1.0, 3.0] {
        let found = mean_radiance(&lamp_over_floor(half_edge), 16, 256, 1);
        let expected = expected_floor_radiance(f64::from(half_edge));
        assert!((found / expected - 1.0).abs() < 0.01, "half edge {half_edge}: {found} instead of {expected}");
    }
}

#[test]
fn a_lamp_is_dark_from_behind() {
    let mut scene = lamp_over_floor(1.0);
    scene.camera = camera([0.0, 3.0, 0.0], [0.0, -1.0, 0.0], [0.0, 0.0, 1.0], 0.001);
    assert_eq!(mean_radiance(&scene, 8, 4, 0), 0.0);
    scene.camera = camera([0.0, 0.5, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], 0.001);
    assert_eq!(mean_radiance(&scene, 8, 4, 0), 10.0);
}

/// White furnace: inside a closed box of reflectance ρ that emits E everywhere, n bounces see E · (1 + ρ + … + ρⁿ).
#[test]
fn a_closed_furnace_glows_with_the_geometric_series() {
    let mut scene = Scene {
        background: [0.0; 3],
        camera: camera([0.1, 0.2, -0.3], [0.3, 0.2, 1.0], [0.0, 1.0, 0.0], 1.0),
        vertices: vec![],
        coordinates: vec![],
        normals: vec![],
        textures: vec![],
        texels: vec![],
        triangles: vec![],
        materials: vec![material(0.5, 1.0)],
    };
    for axis in 0..3 {
        for sign in [-1.0, 1.0] {
            let unit = |index: usize, value: f32| {
                let mut vector = [0.0; 3];
                vector[index % 3] = value;
                vector
            };
            add_quad(&mut scene, unit(axis, sign), unit(axis + 1, 1.0), unit(axis + 2, -sign), 0);
        }
    }
    for bounces in [0, 1, 3] {
        let expected = (0..=bounces).map(|power| 0.5_f64.powi(power)).sum::<f64>();
        let found = mean_radiance(&scene, 16, 64, bounces as u32);
        assert!((found / expected - 1.0).abs() < 0.01, "{bounces} bounces: {found} instead of {expected}");
    }
}

#[test]
fn an_open_surface_under_a_uniform_sky_reflects_its_share() {
    let mut scene = lamp_over_floor(0.1);
    scene.triangles.truncate(2);
    scene.background = [2.0; 3];
    let found = mean_radiance(&scene, 16, 64, 4);
    // Every path meets the floor once and then the sky; nothing is random about its radiance.
    assert!((found - 1.0).abs() < 1e-6, "{found}");
}
