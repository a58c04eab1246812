//! The rays by which tracers are compared.

use crate::render::Renderer;
use pyronet_compute_spec::{
    path::Frame,
    philox::{philox4x32, unit_interval},
    ray::Ray,
    sampling::cosine_direction,
};

/// One camera ray per pixel of the job, each followed by one diffuse ray from where it met a surface.
pub fn standard_rays(frame: &Frame<'_, f32>, renderer: &dyn Renderer) -> Vec<Ray<f32>> {
    let pixels = (0..frame.job.height).flat_map(|row| (0..frame.job.width).map(move |column| (column, row)));
    let camera_rays: Vec<_> = pixels.map(|(column, row)| frame.camera_ray(column, row, 0)).collect();
    let triangles = renderer.closest_triangles(&camera_rays);
    let mut rays = Vec::with_capacity(2 * camera_rays.len());
    for (index, (ray, triangle)) in (0..).zip(camera_rays.into_iter().zip(triangles)) {
        rays.push(ray);
        if let Some(bounced) = triangle.and_then(|triangle| bounce(frame, &ray, triangle, index)) {
            rays.push(bounced);
        }
    }
    rays
}

fn bounce(frame: &Frame<'_, f32>, ray: &Ray<f32>, triangle: u32, index: u32) -> Option<Ray<f32>> {
    let corners = frame.scene.corners::<f32>(triangle);
    let distance = ray.edge_test(&corners)?.distance;
    let normal = (corners[1] - corners[0]).cross(corners[2] - corners[0]).normalised();
    let normal = if normal.dot(ray.direction) < 0.0 { normal } else { -normal };
    let words = philox4x32([index, 0, 0, 1], frame.job.seed);
    let (direction, _) = cosine_direction(normal, unit_interval(words[0]), unit_interval(words[1]));
    let origin = ray.start() + ray.direction * distance + normal * frame.surroundings.offset;
    Some(Ray::new(origin, direction))
}

/// Origins and directions as little-endian f32, six per ray, for other tracers.
pub fn ray_file(rays: &[Ray<f32>]) -> Vec<u8> {
    let numbers = rays.iter().flat_map(|ray| {
        let [x, y, z] = ray.origin;
        [x, y, z, ray.direction.x, ray.direction.y, ray.direction.z]
    });
    numbers.flat_map(f32::to_le_bytes).collect()
}
