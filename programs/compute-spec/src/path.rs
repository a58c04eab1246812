//! Path tracing: the radiance of one pixel, the element function of a rendering job.
//!
//! Lambertian surfaces whose fronts may emit, lit by each other and by a uniform background. Every surface interaction draws one
//! point on a light and one direction; both see emitters, weighted by the balance heuristic (Veach 1997), so that neither
//! corners close to a light nor small lights leave bright specks. The number of interactions is fixed by the job.
//!
//! Randomness is Philox keyed by the job's seed with the counter (pixel, sample, interaction, 0), interaction 0 being the
//! camera. For the camera and the first surface, where evenness shows most, the samples of a pixel instead share one draw
//! (sample 2^32 − 1) and step from it by irrational strides ([`STRIDES`]). Sums run in ascending order.

use crate::{
    camera::CameraBasis,
    job::Job,
    philox::{philox4x32, pick, unit_interval},
    ray::{Geometry, Ray, Surroundings},
    real::Real,
    sampling::{INVERSE_PI, cosine_direction, triangle_weights},
    scene::SceneView,
    vector::Vector3,
};

/// What is added to the shared words for each sample, in units of 2^-32: the fractional parts of √2 and √3 for the camera
/// (its other words are unused), then twice the two-dimensional golden ratios 1/ρ and 1/ρ² with ρ³ = ρ + 1 (Roberts 2018),
/// for the light point and for the direction at the first surface.
pub const STRIDES: [[u32; 4]; 2] =
    [[0x6a09_e667, 0xbb67_ae85, 0, 0], [0xc13f_a9a9, 0x91e1_0da5, 0xc13f_a9a9, 0x91e1_0da5]];

/// A job made ready: what is the same for all its pixels.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a, R> {
    /// The job.
    pub job: Job,
    /// The scene the job names.
    pub scene: SceneView<'a>,
    /// Camera axes.
    pub camera: CameraBasis<R>,
    /// Lengths that follow from the scene's size.
    pub surroundings: Surroundings<R>,
}

/// A point of a triangle as a path sees it.
struct Surface<R> {
    position: Vector3<R>,
    normal: Vector3<R>,
    area: R,
    base_colour: Vector3<R>,
    emission: Option<Vector3<R>>,
}

impl<'a, R: Real> Frame<'a, R> {
    /// Makes a job ready for a scene that the caller has checked to be the job's.
    pub fn new(job: Job, scene: SceneView<'a>) -> Self {
        let camera = job.camera.unwrap_or(scene.camera()).basis(job.width, job.height);
        let surroundings = Surroundings::new(&scene, camera.position);
        Self { job, scene, camera, surroundings }
    }

    /// Mean radiance of the pixel in `column` and `row`, linear RGB.
    pub fn pixel(&self, geometry: &impl Geometry<R>, column: u32, row: u32) -> Vector3<R> {
        let mut sum = Vector3::splat(R::constant(0.0));
        for sample in 0..self.job.samples {
            sum = sum + self.path(geometry, column, row, sample);
        }
        sum * (R::constant(1.0) / R::from_u24(self.job.samples))
    }

    #[inline(always)]
    fn random(&self, column: u32, row: u32, sample: u32, interaction: u32) -> [u32; 4] {
        let pixel = row * self.job.width + column;
        let Some(strides) = STRIDES.get(interaction as usize) else {
            return philox4x32([pixel, sample, interaction, 0], self.job.seed);
        };
        let shared = philox4x32([pixel, u32::MAX, interaction, 0], self.job.seed);
        let step = |word: usize| shared[word].wrapping_add(strides[word].wrapping_mul(sample));
        [step(0), step(1), step(2), step(3)]
    }

    /// The ray of one sample of a pixel.
    #[inline(always)]
    pub fn camera_ray(&self, column: u32, row: u32, sample: u32) -> Ray<R> {
        let words = self.random(column, row, sample, 0);
        let across = (R::from_u24(column) + unit_interval(words[0])) * (R::constant(2.0) / R::from_u24(self.job.width));
        let down = (R::from_u24(row) + unit_interval(words[1])) * (R::constant(2.0) / R::from_u24(self.job.height));
        let one = R::constant(1.0);
        let towards = (self.camera.forward + self.camera.right * (across - one)) + self.camera.up * (one - down);
        Ray::new(self.camera.position, towards.normalised())
    }

    /// Radiance along one path.
    fn path(&self, geometry: &impl Geometry<R>, column: u32, row: u32, sample: u32) -> Vector3<R> {
        let mut radiance = Vector3::splat(R::constant(0.0));
        let mut throughput = Vector3::splat(R::constant(1.0));
        let mut ray = self.camera_ray(column, row, sample);
        // Density of the ray's direction; none for the camera's, which no light sample competes with.
        let mut density: Option<R> = None;
        for interaction in 0..=self.job.bounces {
            let Some(hit) = geometry.closest_hit(&ray) else {
                return radiance + throughput.hadamard(Vector3::from_bits(self.scene.background_bits()));
            };
            let Some(surface) = self.surface(&ray, hit.triangle) else {
                return radiance;
            };
            let from_front = surface.normal.dot(ray.direction) < R::constant(0.0);
            if let Some(emission) = surface.emission.filter(|_| from_front) {
                let weight = match density {
                    None => R::constant(1.0),
                    Some(density) => {
                        let way = surface.position - ray.start();
                        let cosine = surface.normal.dot(ray.direction).abs();
                        self.balance(density, cosine, surface.area, way.dot(way))
                    }
                };
                radiance = radiance + throughput.hadamard(emission) * weight;
            }
            if interaction == self.job.bounces {
                return radiance;
            }
            throughput = throughput.hadamard(surface.base_colour);
            if is_black(throughput) {
                return radiance;
            }
            let normal = if from_front { surface.normal } else { -surface.normal };
            let origin = surface.position + normal * self.surroundings.offset;
            let words = self.random(column, row, sample, interaction + 1);
            if let Some(light) = self.light_sample(geometry, origin, normal, words[0], words[1]) {
                radiance = radiance + throughput.hadamard(light);
            }
            let (direction, cosine) = cosine_direction(normal, unit_interval(words[2]), unit_interval(words[3]));
            ray = Ray::new(origin, direction);
            density = Some(cosine * R::constant(INVERSE_PI));
        }
        radiance
    }

    /// Weighted radiance of one uniformly drawn point on one uniformly drawn light, cosine and density included.
    fn light_sample(
        &self,
        geometry: &impl Geometry<R>,
        origin: Vector3<R>,
        normal: Vector3<R>,
        first: u32,
        second: u32,
    ) -> Option<Vector3<R>> {
        let lights = self.scene.light_count();
        if lights == 0 {
            return None;
        }
        let (light, rest) = pick(first, lights);
        let triangle = self.scene.light(light);
        let corners = self.scene.corners::<R>(triangle);
        let weights = triangle_weights(unit_interval(rest), unit_interval(second));
        let surface = self.surface_at(triangle, &corners, weighted(&corners, weights));
        let way = (surface.position + surface.normal * self.surroundings.offset) - origin;
        let squared_distance = way.dot(way);
        if !(squared_distance > R::constant(f32::MIN_POSITIVE)) {
            return None;
        }
        let distance = squared_distance.sqrt();
        let direction = way * (R::constant(1.0) / distance);
        let cosine = normal.dot(direction);
        if !(cosine > R::constant(0.0)) {
            return None;
        }
        let light_cosine = -surface.normal.dot(direction);
        if !(light_cosine > R::constant(0.0)) {
            return None;
        }
        let density = cosine * R::constant(INVERSE_PI);
        let weight = self.balance(density, light_cosine, surface.area, squared_distance);
        if !(weight > R::constant(0.0)) || geometry.occluded(&Ray::new(origin, direction), distance) {
            return None;
        }
        surface.emission.map(|emission| emission * weight)
    }

    /// Balance heuristic. With direction density b = cos/π and light density l = r² / (cosine · area · lights), an emitter
    /// counts b / (b + l) of itself when a direction found it; a light sample counts b / l times l / (b + l), the same.
    #[inline(always)]
    fn balance(&self, density: R, light_cosine: R, area: R, squared_distance: R) -> R {
        let found = (density * light_cosine) * (area * R::from_u24(self.scene.light_count()));
        let all = squared_distance + found;
        if all > R::constant(0.0) { found / all } else { R::constant(0.0) }
    }

    #[inline(always)]
    fn surface(&self, ray: &Ray<R>, triangle: u32) -> Option<Surface<R>> {
        let corners = self.scene.corners::<R>(triangle);
        let edges = ray.edge_test(&corners)?;
        let scale = R::constant(1.0) / edges.determinant;
        Some(self.surface_at(triangle, &corners, weighted(&corners, edges.weights) * scale))
    }

    #[inline(always)]
    fn surface_at(&self, triangle: u32, corners: &[Vector3<R>; 3], position: Vector3<R>) -> Surface<R> {
        let across = (corners[1] - corners[0]).cross(corners[2] - corners[0]);
        let length = across.dot(across).sqrt();
        let material = self.scene.material(self.scene.triangle(triangle).material);
        Surface {
            position,
            normal: across * (R::constant(1.0) / length),
            area: length * R::constant(0.5),
            base_colour: Vector3::from_bits(material.base_colour),
            emission: material.emits().then(|| Vector3::from_bits(material.emission)),
        }
    }
}

#[inline(always)]
fn weighted<R: Real>(corners: &[Vector3<R>; 3], weights: [R; 3]) -> Vector3<R> {
    (corners[0] * weights[0] + corners[1] * weights[1]) + corners[2] * weights[2]
}

#[inline(always)]
fn is_black<R: Real>(colour: Vector3<R>) -> bool {
    let zero = R::constant(0.0);
    colour.x == zero && colour.y == zero && colour.z == zero
}
