//! Opaque surfaces with gloss: the metallic-roughness model of glTF 2.0 (appendix B) over GGX.
//!
//! The distribution is GGX with α = roughness² (roughness at least 1/32) and the height-correlated Smith masking of Heitz (JCGT
//! 2014). Fresnel is Schlick's. The non-metal diffuse part is coupled to the gloss as by Kelemen and Szirmay-Kalos (2001):
//! (1 − F(v)) (1 − F(l)) / (1 − F̄) / π, so that a smooth white non-metal returns exactly what arrives; there F at grazing is 1 − ¾ roughness², because rough facets seldom
//! grazed reflect less. Light that
//! would bounce more than once between microfacets is lost, which darkens rough metals; the measured loss is in
//! `tests/surfaces.rs`.
//!
//! Directions come from the distribution of visible normals (Dupuy, Benyoub 2023) or from the cosine, one of the two by
//! their share at normal incidence of the microfacets; the density is the mixture's.

use crate::{
    real::Real,
    sampling::{INVERSE_PI, disc_point, tangents},
    vector::Vector3,
};

/// Cosines below 2^-20 count as 2^-20 for the view and as no light for the other direction, so that no quotient overflows.
const SMALLEST_COSINE: f32 = 1.0 / 1_048_576.0;
const SMOOTHEST: f32 = 1.0 / 32.0;

/// A glossy surface as seen from one direction.
#[derive(Clone, Copy, Debug)]
pub struct Gloss<R> {
    /// Tangent, bitangent, normal.
    frame: [Vector3<R>; 3],
    /// Towards the viewer, in the frame.
    view: Vector3<R>,
    diffuse: Vector3<R>,
    /// Reflectance at normal incidence and at grazing.
    facing: Vector3<R>,
    grazing: R,
    /// The same of what the non-metal's interface keeps from its diffuse part.
    interface: [R; 2],
    alpha: R,
    /// Share of directions drawn from the microfacets.
    share: R,
}

/// How much of the light along a direction goes on to the viewer.
#[derive(Clone, Copy, Debug)]
pub struct Reflected<R> {
    /// Unit direction but for rounding.
    pub direction: Vector3<R>,
    /// Reflectance distribution times cosine over density.
    pub reflectance: Vector3<R>,
    /// Density of drawing this direction, per steradian; above 0.
    pub density: R,
}

impl<R: Real> Gloss<R> {
    /// A surface with unit `normal`, seen from unit `view` on its side.
    pub fn new(
        normal: Vector3<R>,
        view: Vector3<R>,
        base_colour: Vector3<R>,
        metallic: R,
        roughness: R,
        refraction: R,
    ) -> Self {
        let one = R::constant(1.0);
        let zero = R::constant(0.0);
        let (tangent, bitangent) = tangents(normal);
        let frame = [tangent, bitangent, normal];
        let seen = into(&frame, view);
        let view = Vector3::new(seen.x, seen.y, seen.z.greater(R::constant(SMALLEST_COSINE)));
        let ratio = (refraction - one) / (refraction + one);
        let interface = [ratio * ratio, if refraction == one { zero } else { one }];
        let plain = one - metallic;
        let rough = roughness.greater(R::constant(SMOOTHEST));
        let dulled = one - R::constant(0.75) * (rough * rough);
        let mut gloss = Self {
            frame,
            view,
            diffuse: base_colour * plain,
            facing: base_colour * metallic + Vector3::splat(interface[0] * plain),
            grazing: metallic + interface[1] * plain,
            interface: [interface[0], interface[1].lesser(interface[0].greater(dulled))],
            alpha: rough * rough,
            share: one,
        };
        let mirrored = gloss.fresnel(view.z.lesser(one));
        let scattered = gloss.diffuse * (one - gloss.interface_at(view.z.lesser(one)));
        let mirrored = (mirrored.x + mirrored.y) + mirrored.z;
        let all = mirrored + ((scattered.x + scattered.y) + scattered.z);
        if all > zero {
            gloss.share = mirrored / all;
        }
        gloss
    }

    /// What `direction` contributes; nothing from below the surface.
    pub fn evaluate(&self, direction: Vector3<R>) -> Option<Reflected<R>> {
        self.evaluate_local(direction, into(&self.frame, direction))
    }

    /// Draws a direction from three uniform numbers.
    pub fn sample(&self, choice: R, first: R, second: R) -> Option<Reflected<R>> {
        let (x, y, squared_radius) = disc_point(first, second);
        let one = R::constant(1.0);
        let zero = R::constant(0.0);
        let local = if choice < self.share {
            let half = self.visible_normal(x, y, squared_radius);
            let along = self.view.dot(half);
            half * (along + along) - self.view
        } else {
            Vector3::new(x, y, (one - squared_radius).greater(zero).sqrt())
        };
        let [tangent, bitangent, normal] = self.frame;
        let direction = ((tangent * local.x + bitangent * local.y) + normal * local.z).normalised();
        self.evaluate_local(direction, local)
    }

    /// A microfacet's normal out of those the viewer sees, from a point of the disc: its angle turns, its squared radius, which
    /// is uniform, lifts.
    #[inline(always)]
    fn visible_normal(&self, x: R, y: R, squared_radius: R) -> Vector3<R> {
        let one = R::constant(1.0);
        let zero = R::constant(0.0);
        let stretched = Vector3::new(self.view.x * self.alpha, self.view.y * self.alpha, self.view.z).normalised();
        let z = (one - squared_radius) * (one + stretched.z) - stretched.z;
        let sine = (one - z * z).greater(zero).sqrt();
        let turn = if squared_radius > zero { sine / squared_radius.sqrt() } else { zero };
        let half = Vector3::new(x * turn, y * turn, z) + stretched;
        Vector3::new(half.x * self.alpha, half.y * self.alpha, half.z.greater(zero)).normalised()
    }

    #[inline(always)]
    fn evaluate_local(&self, direction: Vector3<R>, light: Vector3<R>) -> Option<Reflected<R>> {
        if !(light.z > R::constant(SMALLEST_COSINE)) {
            return None;
        }
        let one = R::constant(1.0);
        let two = R::constant(2.0);
        let half = (self.view + light).normalised();
        let squared_alpha = self.alpha * self.alpha;
        // Written with the sine, which stays exact where a smooth surface's cosine is 1.
        let spread = (half.x * half.x + half.y * half.y) / squared_alpha + half.z * half.z;
        let facets = R::constant(INVERSE_PI) / (squared_alpha * (spread * spread));
        let view_slope = self.slope(self.view);
        let per_view = facets / (two * self.view.z);
        let mirrored = per_view / (view_slope + self.slope(light));
        let fresnel = self.fresnel((self.view.dot(half)).lesser(one));

        let mean = self.interface[0] + (self.interface[1] - self.interface[0]) * R::constant(1.0 / 21.0);
        let enters =
            (one - self.interface_at(self.view.z.lesser(one))) * (one - self.interface_at(light.z.lesser(one)));
        let cosine = light.z * R::constant(INVERSE_PI);
        let scattered = (enters / (one - mean)) * cosine;

        let density = self.share * (per_view / (one + view_slope)) + (one - self.share) * cosine;
        if !(density > R::constant(0.0)) {
            return None;
        }
        let reflectance = (self.diffuse * scattered + fresnel * mirrored) * (one / density);
        Some(Reflected { direction, reflectance, density })
    }

    /// 1 + 2Λ of Smith's masking: sqrt(1 + α² tan²θ).
    #[inline(always)]
    fn slope(&self, direction: Vector3<R>) -> R {
        let squared_tangent = (direction.x * direction.x + direction.y * direction.y) / (direction.z * direction.z);
        (R::constant(1.0) + (self.alpha * self.alpha) * squared_tangent).sqrt()
    }

    #[inline(always)]
    fn fresnel(&self, cosine: R) -> Vector3<R> {
        let rise = fifth_power(R::constant(1.0) - cosine);
        self.facing + (Vector3::splat(self.grazing) - self.facing) * rise
    }

    #[inline(always)]
    fn interface_at(&self, cosine: R) -> R {
        let [facing, grazing] = self.interface;
        facing + (grazing - facing) * fifth_power(R::constant(1.0) - cosine)
    }
}

/// Components along the axes of a frame.
#[inline(always)]
fn into<R: Real>(frame: &[Vector3<R>; 3], direction: Vector3<R>) -> Vector3<R> {
    Vector3::new(frame[0].dot(direction), frame[1].dot(direction), frame[2].dot(direction))
}

#[inline(always)]
fn fifth_power<R: Real>(x: R) -> R {
    let square = x * x;
    (square * square) * x
}
