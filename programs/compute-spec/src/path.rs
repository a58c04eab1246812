//! Path tracing: the radiance of one pixel, the element function of a rendering job.
//!
//! Matte, glossy ([`crate::reflection`]) and glass ([`crate::glass`]) surfaces whose fronts may emit, lit by each other and by
//! a uniform background. Every interaction with an opaque surface draws one point on a light and one direction; both see
//! emitters, weighted by the balance heuristic (Veach 1997), so that neither corners close to a light nor small lights leave
//! bright specks. Glass only continues the path; the light behind it is found by directions alone. The number of interactions
//! is fixed by the job: there is no Russian roulette.
//!
//! Randomness is Philox keyed by the job's seed with the counter (pixel, sample, interaction, 0), interaction 0 being the
//! camera; what chooses between glass, gloss and diffuse has 1 as the last counter. Glass is transmission · (1 − metallic) of a
//! surface, as in glTF; what is left is metal and opaque non-metal in their remaining shares. For the camera and the first surface, where evenness shows most, the samples of a pixel instead share one draw
//! (sample 2^32 − 1) and step from it by irrational strides ([`STRIDES`]). Sums run in ascending order.

use crate::{
    camera::CameraBasis,
    glass::cross_boundary,
    job::Job,
    philox::{philox4x32, pick, unit_interval},
    place::Place,
    ray::{Geometry, Ray, Surroundings},
    real::Real,
    reflection::{Gloss, Reflected},
    sampling::{INVERSE_PI, cosine_direction, triangle_weights},
    scene::{Material, SceneView},
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

/// How an opaque surface scatters.
enum Scattering<R> {
    Matte { normal: Vector3<R>, base_colour: Vector3<R> },
    Glossy(Gloss<R>),
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
            let Some(place) = self.place(&ray, hit.triangle) else {
                return radiance;
            };
            let material = self.scene.material(place.triangle.material);
            let from_front = place.normal.dot(ray.direction) < R::constant(0.0);
            if from_front && let Some(emission) = place.emission(&self.scene, &material) {
                let weight = match density {
                    None => R::constant(1.0),
                    Some(density) => {
                        let way = place.position - ray.start();
                        let cosine = place.normal.dot(ray.direction).abs();
                        self.balance(density, cosine, place.area, way.dot(way))
                    }
                };
                radiance = radiance + throughput.hadamard(emission) * weight;
            }
            if interaction == self.job.bounces {
                return radiance;
            }
            let base_colour =
                place.textured(&self.scene, material.base_colour_texture, Vector3::from_bits(material.base_colour));
            let facing = if from_front { place.normal } else { -place.normal };
            let normal = place.shading_normal(&self.scene, facing, ray.direction);
            let words = self.random(column, row, sample, interaction + 1);
            let pixel = row * self.job.width + column;
            let mut choice = R::constant(0.0);
            let scattering = if material.is_matte() {
                if is_black(throughput.hadamard(base_colour)) {
                    return radiance;
                }
                Scattering::Matte { normal, base_colour }
            } else {
                let choices = philox4x32([pixel, sample, interaction + 1, 1], self.job.seed);
                let factors = self.metallic_roughness(&place, &material);
                // Metal lets nothing through: only the rest of the surface is glass.
                let one = R::constant(1.0);
                let glass = R::from_bits(material.transmission) * (one - factors.z);
                if unit_interval::<R>(choices[0]) < glass {
                    let refraction = R::from_bits(material.refraction);
                    let index = if from_front { R::constant(1.0) / refraction } else { refraction };
                    let crossing = cross_boundary(ray.direction, normal, index, unit_interval(choices[1]));
                    let side = if crossing.through { -facing } else { facing };
                    if !(side.dot(crossing.direction) > R::constant(0.0)) {
                        return radiance;
                    }
                    if crossing.through {
                        throughput = throughput.hadamard(base_colour);
                    }
                    ray = Ray::new(place.position + side * self.surroundings.offset, crossing.direction);
                    density = None;
                    continue;
                }
                choice = unit_interval(choices[2]);
                let metallic = (factors.z / (one - glass)).lesser(one);
                let refraction = R::from_bits(material.refraction);
                Scattering::Glossy(Gloss::new(normal, -ray.direction, base_colour, metallic, factors.y, refraction))
            };
            let origin = place.position + facing * self.surroundings.offset;
            if let Some((reflectance, light)) = self.light_sample(geometry, origin, facing, &scattering, words) {
                radiance = radiance + throughput.hadamard(reflectance).hadamard(light);
            }
            let Some(next) = scattering.sample(choice, unit_interval(words[2]), unit_interval(words[3])) else {
                return radiance;
            };
            throughput = throughput.hadamard(next.reflectance);
            // Only a shading normal sends a path into its own surface.
            let astray = self.scene.has_normals() && !(facing.dot(next.direction) > R::constant(0.0));
            if astray || is_black(throughput) {
                return radiance;
            }
            ray = Ray::new(origin, next.direction);
            density = Some(next.density);
        }
        radiance
    }

    /// Roughness in y, metal's share in z.
    #[inline(always)]
    fn metallic_roughness(&self, place: &Place<R>, material: &Material) -> Vector3<R> {
        let [roughness, metallic] = [material.roughness, material.metallic].map(R::from_bits);
        place.textured(
            &self.scene,
            material.metallic_roughness_texture,
            Vector3::new(R::constant(0.0), roughness, metallic),
        )
    }

    /// One uniformly drawn point on one uniformly drawn light: the surface's reflectance towards it, and its weighted
    /// radiance, cosine and density included.
    fn light_sample(
        &self,
        geometry: &impl Geometry<R>,
        origin: Vector3<R>,
        facing: Vector3<R>,
        scattering: &Scattering<R>,
        words: [u32; 4],
    ) -> Option<(Vector3<R>, Vector3<R>)> {
        let lights = self.scene.light_count();
        if lights == 0 {
            return None;
        }
        let (light, rest) = pick(words[0], lights);
        let triangle = self.scene.light(light);
        let corners = self.scene.corners::<R>(triangle);
        let weights = triangle_weights(unit_interval(rest), unit_interval(words[1]));
        let place = Place::new(&self.scene, triangle, &corners, weighted(&corners, weights), weights);
        let way = (place.position + place.normal * self.surroundings.offset) - origin;
        let squared_distance = way.dot(way);
        if !(squared_distance > R::constant(f32::MIN_POSITIVE)) {
            return None;
        }
        let distance = squared_distance.sqrt();
        let direction = way * (R::constant(1.0) / distance);
        if !(facing.dot(direction) > R::constant(0.0)) {
            return None;
        }
        let light_cosine = -place.normal.dot(direction);
        if !(light_cosine > R::constant(0.0)) {
            return None;
        }
        let reflected = scattering.evaluate(direction)?;
        let weight = self.balance(reflected.density, light_cosine, place.area, squared_distance);
        if !(weight > R::constant(0.0)) || geometry.occluded(&Ray::new(origin, direction), distance) {
            return None;
        }
        let emission = place.emission(&self.scene, &self.scene.material(place.triangle.material))?;
        Some((reflected.reflectance, emission * weight))
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
    fn place(&self, ray: &Ray<R>, triangle: u32) -> Option<Place<R>> {
        let corners = self.scene.corners::<R>(triangle);
        let edges = ray.edge_test(&corners)?;
        let scale = R::constant(1.0) / edges.determinant;
        let weights = edges.weights.map(|weight| weight * scale);
        Some(Place::new(&self.scene, triangle, &corners, weighted(&corners, edges.weights) * scale, weights))
    }
}

impl<R: Real> Scattering<R> {
    #[inline(always)]
    fn evaluate(&self, direction: Vector3<R>) -> Option<Reflected<R>> {
        match self {
            Self::Matte { normal, base_colour } => {
                let cosine = normal.dot(direction);
                let density = cosine * R::constant(INVERSE_PI);
                (cosine > R::constant(0.0)).then_some(Reflected { direction, reflectance: *base_colour, density })
            }
            Self::Glossy(gloss) => gloss.evaluate(direction),
        }
    }

    #[inline(always)]
    fn sample(&self, choice: R, first: R, second: R) -> Option<Reflected<R>> {
        match self {
            Self::Matte { normal, base_colour } => {
                let (direction, cosine) = cosine_direction(*normal, first, second);
                let density = cosine * R::constant(INVERSE_PI);
                Some(Reflected { direction, reflectance: *base_colour, density })
            }
            Self::Glossy(gloss) => gloss.sample(choice, first, second),
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
