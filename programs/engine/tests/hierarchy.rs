//! The hierarchy answers exactly as trying every triangle does, on scenes and rays made to tell them apart.

#![allow(clippy::unwrap_used)]

use pyronet_compute_spec::{
    camera::Camera,
    philox::{philox4x32, unit_interval},
    ray::{EveryTriangle, Geometry, Hit, Ray, Surroundings},
    scene::{Material, Scene, SceneView, Triangle},
    vector::Vector3,
};
use pyronet_engine::{
    accelerator::Hierarchy,
    lanes::{Baseline, Lanes},
};

/// Random numbers of a test; one stream per seed.
struct Random {
    seed: u64,
    drawn: u32,
}

impl Random {
    fn word(&mut self) -> u32 {
        self.drawn += 1;
        philox4x32([self.drawn, 0, 0, 0], self.seed)[0]
    }
    /// In [-1, 1).
    fn signed(&mut self) -> f32 {
        2.0 * unit_interval::<f32>(self.word()) - 1.0
    }
    /// A multiple of 1/8 in [-1, 1]: coordinates that coincide, lie on common planes and share edges.
    fn grid(&mut self) -> f32 {
        (self.word() % 17) as f32 / 8.0 - 1.0
    }
    fn point(&mut self, on_grid: bool) -> [f32; 3] {
        [0, 1, 2].map(|_| if on_grid { self.grid() } else { self.signed() })
    }
}

fn scene_of(vertices: Vec<[f32; 3]>, triangles: Vec<[u32; 3]>) -> Vec<u8> {
    let kept = triangles.into_iter().filter(|corners| {
        let [a, b, c] = corners.map(|corner| {
            let [x, y, z] = vertices[corner as usize];
            Vector3::new(x, y, z)
        });
        let normal = (b - a).cross(c - a);
        normal.dot(normal) >= f32::MIN_POSITIVE
    });
    let scene = Scene {
        background: [0.0; 3],
        camera: Camera {
            position: [0.0_f32, 0.0, -3.0].map(f32::to_bits),
            forward: [0.0_f32, 0.0, 1.0].map(f32::to_bits),
            up: [0.0_f32, 1.0, 0.0].map(f32::to_bits),
            tan_half_fov_y: 0.5_f32.to_bits(),
        },
        triangles: kept.map(|vertices| Triangle { vertices, material: 0 }).collect(),
        vertices,
        materials: vec![Material::matte([0; 3], [0; 3])],
        coordinates: vec![],
        normals: vec![],
        textures: vec![],
        texels: vec![],
    };
    scene.encode::<f32>().unwrap()
}

/// Triangles over random corners; on a grid many are coplanar, edge-on to axis-parallel rays, or duplicates of others.
fn soup(random: &mut Random, triangles: u32, on_grid: bool, scale: f32, shift: f32) -> Vec<u8> {
    let corner_count = triangles + 9;
    let vertices = (0..corner_count).map(|_| random.point(on_grid).map(|value| value * scale + shift)).collect();
    let corners = (0..triangles).map(|_| [0, 1, 2].map(|_| random.word() % corner_count)).collect();
    scene_of(vertices, corners)
}

/// Slivers: corners almost on a line.
fn slivers(random: &mut Random, triangles: u32) -> Vec<u8> {
    let mut vertices = vec![];
    for _ in 0..triangles {
        let (start, end, place) = (random.point(false), random.point(false), random.signed());
        let between = [0, 1, 2].map(|axis| start[axis] + (end[axis] - start[axis]) * place + random.signed() * 1e-6);
        vertices.extend([start, end, between]);
    }
    let corners = (0..triangles).map(|triangle| [3 * triangle, 3 * triangle + 1, 3 * triangle + 2]).collect();
    scene_of(vertices, corners)
}

/// Rays from and to points in, on and around the scene, and along its axes.
fn ray(random: &mut Random, scene: &SceneView<'_>) -> Ray<f32> {
    let corner = |random: &mut Random| {
        let [x, y, z] = scene.vertex_bits(random.word() % scene.vertex_count()).map(f32::from_bits);
        Vector3::new(x, y, z)
    };
    let extent = f32::from_bits(scene.extent_bits());
    let free = |random: &mut Random| {
        let [x, y, z] = random.point(false).map(|value| value * 1.5 * extent);
        Vector3::new(x, y, z)
    };
    let kind = random.word();
    let origin = if kind & 1 == 0 { free(random) } else { corner(random) };
    let towards = match kind >> 1 & 3 {
        0 => free(random) - origin,
        1 => corner(random) - origin,
        // The middle of an edge, often shared.
        2 => (corner(random) + corner(random)) * 0.5 - origin,
        _ => {
            let axis = [[1.0, 0.0, 0.0], [0.0, -1.0, 0.0], [0.0, 0.0, 1.0], [-1.0, -0.0, 0.0]];
            let [x, y, z] = axis[(kind >> 3 & 3) as usize];
            Vector3::new(x, y, z)
        }
    };
    let direction = if towards.dot(towards) > 0.0 { towards.normalised() } else { Vector3::new(0.0, 0.0, 1.0) };
    Ray::new(origin, direction)
}

fn agrees<L: Lanes>(bytes: &[u8], random: &mut Random, rays: u32) -> u32 {
    let scene = SceneView::parse::<f32>(bytes).unwrap();
    let extent = f32::from_bits(scene.extent_bits());
    // An eye that sees the scene from the furthest ray origin.
    let padding = Surroundings::new(&scene, Vector3::splat(1.5 * extent)).padding;
    let every_triangle = EveryTriangle { scene, padding };
    let Some(hierarchy) = Hierarchy::<L>::build(&scene, padding) else {
        return 0;
    };
    let mut hits = 0;
    for _ in 0..rays {
        let ray = ray(random, &scene);
        let expected: Option<Hit<f32>> = every_triangle.closest_hit(&ray);
        assert_eq!(hierarchy.closest_hit(&ray), expected, "{ray:?}");
        let limit = match &expected {
            Some(hit) if random.word() & 1 == 0 => hit.distance,
            Some(hit) => f32::from_bits(hit.distance.to_bits() + 1),
            None => 2.0 * extent,
        };
        assert_eq!(hierarchy.occluded(&ray, limit), every_triangle.occluded(&ray, limit), "{ray:?} {limit}");
        hits += u32::from(expected.is_some());
    }
    hits
}

fn all_lanes_agree(bytes: &[u8], random: &mut Random, rays: u32) {
    let mut hits = agrees::<Baseline>(bytes, random, rays);
    #[cfg(target_arch = "x86_64")]
    {
        hits += agrees::<pyronet_engine::lanes::Avx>(bytes, random, rays);
    }
    assert!(hits > 0, "no ray met anything: the test tells nothing");
}

#[test]
fn random_triangles_are_found_as_by_trying_all() {
    let mut random = Random { seed: 1, drawn: 0 };
    for triangles in [4, 9, 40, 300] {
        for (scale, shift) in [(1.0, 0.0), (1000.0, 0.0), (0.001, 0.0), (1.0, 500.0)] {
            let bytes = soup(&mut random, triangles, false, scale, shift);
            all_lanes_agree(&bytes, &mut random, 4000);
        }
    }
}

#[test]
fn coplanar_edge_on_and_duplicate_triangles_are_found_as_by_trying_all() {
    let mut random = Random { seed: 2, drawn: 0 };
    for triangles in [8, 60, 400] {
        for shift in [0.0, 0.3, 100.0] {
            let bytes = soup(&mut random, triangles, true, 1.0, shift);
            all_lanes_agree(&bytes, &mut random, 6000);
        }
    }
}

#[test]
fn slivers_are_found_as_by_trying_all() {
    let mut random = Random { seed: 3, drawn: 0 };
    for _ in 0..8 {
        let bytes = slivers(&mut random, 200);
        all_lanes_agree(&bytes, &mut random, 4000);
    }
}

/// Slivers whose planes contain a ray that passes beside them: their edge tests are rounding noise, and some claim the ray.
#[test]
fn a_sliver_seen_edge_on_is_no_hit_where_it_is_not() {
    let mut random = Random { seed: 4, drawn: 0 };
    let mut rejected_by_their_box = 0;
    for _ in 0..40 {
        let mut rays = vec![];
        let mut vertices = vec![];
        for _ in 0..100 {
            let vector = |[x, y, z]: [f32; 3]| Vector3::new(x, y, z);
            let origin = vector(random.point(false));
            let direction = vector(random.point(false)).normalised();
            let side = direction.cross(vector(random.point(false))).normalised();
            rays.push(Ray::new(origin, direction));
            for _ in 0..3 {
                let along = 0.5 + random.signed().abs();
                let aside = 0.1 + random.signed().abs();
                let corner = origin + direction * along + side * aside;
                vertices.push([corner.x, corner.y, corner.z]);
            }
        }
        let corners = (0..100).map(|triangle| [3 * triangle, 3 * triangle + 1, 3 * triangle + 2]).collect();
        let bytes = scene_of(vertices, corners);
        let scene = SceneView::parse::<f32>(&bytes).unwrap();
        let padding = Surroundings::new(&scene, Vector3::splat(0.0)).padding;
        let every_triangle = EveryTriangle { scene, padding };
        let hierarchy = Hierarchy::<Baseline>::build(&scene, padding).unwrap();
        for (ray, triangle) in rays.iter().zip(0..scene.triangle_count()) {
            let corners = scene.corners::<f32>(triangle);
            let claims = ray.edge_test(&corners).is_some_and(|edges| edges.distance > 0.0);
            rejected_by_their_box += u32::from(claims && ray.meets(&corners, padding).is_none());
            assert_eq!(hierarchy.closest_hit(ray), every_triangle.closest_hit(ray), "{ray:?}");
        }
    }
    assert!(rejected_by_their_box > 100, "{rejected_by_their_box} claims: the test tells nothing");
}

/// Looks through a finely triangulated wall everywhere, at its edges and corners too.
#[test]
fn no_ray_slips_through_a_shared_edge() {
    let cells = 16_u32;
    let at = |column: u32, row: u32| row * (cells + 1) + column;
    let mut vertices = vec![];
    for row in 0..=cells {
        for column in 0..=cells {
            let place = |index: u32| index as f32 / cells as f32 * 2.0 - 1.0;
            // Uneven, so that edges run in all directions.
            let bump = philox4x32([row, column, 0, 0], 5)[0] as f32 / 4e9 * 0.05;
            vertices.push([place(column), place(row), bump]);
        }
    }
    let mut triangles = vec![];
    for row in 0..cells {
        for column in 0..cells {
            triangles.push([at(column, row), at(column + 1, row), at(column + 1, row + 1)]);
            triangles.push([at(column, row), at(column + 1, row + 1), at(column, row + 1)]);
        }
    }
    let bytes = scene_of(vertices, triangles);
    let scene = SceneView::parse::<f32>(&bytes).unwrap();
    let eye = Vector3::new(0.3, -0.2, -3.0);
    let padding = Surroundings::new(&scene, eye).padding;
    let hierarchy = Hierarchy::<Baseline>::build(&scene, padding).unwrap();
    let mut random = Random { seed: 6, drawn: 0 };
    for _ in 0..50_000 {
        let inner = |random: &mut Random| {
            let [x, y, z] = scene
                .vertex_bits(at(1 + random.word() % (cells - 1), 1 + random.word() % (cells - 1)))
                .map(f32::from_bits);
            Vector3::new(x, y, z)
        };
        let (from, to) = (inner(&mut random), inner(&mut random));
        let target = match random.word() % 3 {
            0 => from,
            1 => (from + to) * 0.5,
            _ => from + (to - from) * unit_interval::<f32>(random.word()),
        };
        let ray = Ray::new(eye, (target - eye).normalised());
        assert!(hierarchy.closest_hit(&ray).is_some(), "{target:?}");
    }
}
