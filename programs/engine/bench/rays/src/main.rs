//! ray-bench prepare FILE FORMAT EDGE FOLDER   writes scene, triangles, primary and bounce rays
//! ray-bench trace FOLDER RAYS REPEATS         times closest hits on one thread; writes RAYS.hits, prints one JSON object

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use pyronet_compute_spec::philox::{philox4x32, unit_interval};
use pyronet_compute_spec::ray::{Geometry, Ray, Surroundings};
use pyronet_compute_spec::sampling::cosine_direction;
use pyronet_compute_spec::scene::SceneView;
use pyronet_compute_spec::vector::Vector3;
use pyronet_engine::accelerator::Hierarchy;
use pyronet_engine::import::{SceneFormat, import_scene_bytes};
use pyronet_engine::lanes::{Baseline, Lanes};
use ray_bench::{RAY_VALUES, Tracer};

type Outcome<T> = Result<T, Box<dyn Error>>;
type RayValues = [f32; RAY_VALUES];

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["prepare", file, format, edge, folder] => prepare(file, format, edge.parse()?, Path::new(folder)),
        ["trace", folder, rays, repeats] => trace(Path::new(folder), rays, repeats.parse()?),
        _ => Err("usage: ray-bench prepare FILE FORMAT EDGE FOLDER | trace FOLDER RAYS REPEATS".into()),
    }
}

fn prepare(file: &str, format: &str, edge: u32, folder: &Path) -> Outcome<()> {
    let format = SceneFormat::of_name(format).ok_or("unknown format")?;
    let scene = import_scene_bytes(&fs::read(file)?, format)?;
    let view = SceneView::parse::<f32>(&scene)?;
    let primary = primary_rays(&view, edge);
    let bounce = bounce_rays(&view, &primary).ok_or("no lanes")?;
    fs::create_dir_all(folder)?;
    fs::write(folder.join("primary.rays"), bytes_of(primary.as_flattened()))?;
    fs::write(folder.join("bounce.rays"), bytes_of(bounce.as_flattened()))?;
    // The corners of each triangle, for tracers that know nothing of the scene format.
    let corners: Vec<f32> = (0..view.triangle_count())
        .flat_map(|triangle| view.corners::<f32>(triangle))
        .flat_map(|corner| [corner.x, corner.y, corner.z])
        .collect();
    fs::write(folder.join("triangles.f32"), bytes_of(&corners))?;
    println!("{{\"triangles\":{},\"primary\":{},\"bounce\":{}}}", view.triangle_count(), primary.len(), bounce.len());
    fs::write(folder.join("scene"), scene)?;
    Ok(())
}

/// A ray through the centre of each pixel of a square picture, row by row.
fn primary_rays(view: &SceneView<'_>, edge: u32) -> Vec<RayValues> {
    let camera = view.camera().basis::<f32>(edge, edge);
    let step = |pixel: u32| (pixel as f32 + 0.5) * 2.0 / edge as f32 - 1.0;
    (0..edge * edge)
        .map(|pixel| {
            let towards = camera.forward + camera.right * step(pixel % edge) + -(camera.up * step(pixel / edge));
            values(camera.position, towards.normalised())
        })
        .collect()
}

/// One ray per primary ray that meets a surface: from there into a cosine-distributed direction.
fn bounce_rays(view: &SceneView<'_>, primary: &[RayValues]) -> Option<Vec<RayValues>> {
    let surroundings = Surroundings::new(view, Vector3::from_bits(view.camera().position));
    let hierarchy = Hierarchy::<Baseline>::build(view, surroundings.padding)?;
    let bounce = (0..).zip(primary).filter_map(|(number, [x, y, z, u, v, w])| {
        let ray = Ray::new(Vector3::new(*x, *y, *z), Vector3::new(*u, *v, *w));
        let hit = hierarchy.closest_hit(&ray)?;
        let [a, b, c] = view.corners::<f32>(hit.triangle);
        let face = (b - a).cross(c - a).normalised();
        let normal = if face.dot(ray.direction) < 0.0 { face } else { -face };
        let words = philox4x32([number, 0, 0, 0], 1);
        let (direction, _) = cosine_direction(normal, unit_interval(words[0]), unit_interval(words[1]));
        let origin = ray.start() + ray.direction * hit.distance + normal * surroundings.offset;
        Some(values(origin, direction.normalised()))
    });
    Some(bounce.collect())
}

fn trace(folder: &Path, rays: &str, repeats: u32) -> Outcome<()> {
    let scene = fs::read(folder.join("scene"))?;
    #[cfg(target_arch = "x86_64")]
    if let Some(tracer) = Tracer::<pyronet_engine::lanes::Avx>::new(&scene) {
        return time(&tracer, folder, rays, repeats);
    }
    let tracer = Tracer::<Baseline>::new(&scene).ok_or("the scene is refused")?;
    time(&tracer, folder, rays, repeats)
}

fn time<L: Lanes>(tracer: &Tracer<L>, folder: &Path, name: &str, repeats: u32) -> Outcome<()> {
    let path = |ending: &str| -> PathBuf { folder.join(format!("{name}.{ending}")) };
    let rays = rays_of(&fs::read(path("rays"))?);
    let mut hits = vec![0; rays.len()];
    let seconds = (0..repeats).map(|_| {
        let start = Instant::now();
        tracer.closest_hits(&rays, &mut hits);
        start.elapsed().as_secs_f64()
    });
    let best = seconds.fold(f64::INFINITY, f64::min);
    fs::write(path("hits"), hits.iter().flat_map(|hit| hit.to_le_bytes()).collect::<Vec<u8>>())?;
    println!("{{\"lanes\":\"{}\",\"seconds\":{best}}}", L::NAME);
    Ok(())
}

fn values(origin: Vector3<f32>, direction: Vector3<f32>) -> RayValues {
    [origin.x, origin.y, origin.z, direction.x, direction.y, direction.z]
}

fn bytes_of(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

fn rays_of(bytes: &[u8]) -> Vec<RayValues> {
    let (rays, _) = bytes.as_chunks::<{ RAY_VALUES * 4 }>();
    rays.iter()
        .map(|ray| {
            let (words, _) = ray.as_chunks::<4>();
            core::array::from_fn(|at| f32::from_le_bytes(words[at]))
        })
        .collect()
}
