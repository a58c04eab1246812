//! Directions and points drawn from uniform numbers, without any library transcendental.

use crate::{real::Real, vector::Vector3};

/// 1 / π.
pub const INVERSE_PI: f32 = core::f32::consts::FRAC_1_PI;

/// A direction around unit `normal`, and the cosine between the two; density cosine / π.
///
/// The square maps to the disc concentrically (Shirley, Chiu 1997) and the disc is lifted to the hemisphere.
#[inline(always)]
pub fn cosine_direction<R: Real>(normal: Vector3<R>, first: R, second: R) -> (Vector3<R>, R) {
    let (x, y, squared_radius) = disc_point(first, second);
    let cosine = (R::constant(1.0) - squared_radius).greater(R::constant(0.0)).sqrt();
    let (tangent, bitangent) = tangents(normal);
    ((tangent * x + bitangent * y) + normal * cosine, cosine)
}

/// Weights of the corners of a triangle for a point distributed uniformly over it.
#[inline(always)]
pub fn triangle_weights<R: Real>(first: R, second: R) -> [R; 3] {
    let one = R::constant(1.0);
    // The far half of the square folds onto the near one.
    let (b, c) = if first + second > one { (one - first, one - second) } else { (first, second) };
    [(one - b) - c, b, c]
}

/// Concentric disc point and its squared distance from the centre.
#[inline(always)]
pub(crate) fn disc_point<R: Real>(first: R, second: R) -> (R, R, R) {
    let two = R::constant(2.0);
    let one = R::constant(1.0);
    let zero = R::constant(0.0);
    let (a, b) = (two * first - one, two * second - one);
    let quarter_pi = R::constant(core::f32::consts::FRAC_PI_4);
    if a.abs() >= b.abs() {
        if a == zero {
            return (zero, zero, zero);
        }
        let (sine, cosine) = small_sine_cosine(quarter_pi * (b / a));
        (a * cosine, a * sine, a * a)
    } else {
        let (sine, cosine) = small_sine_cosine(quarter_pi * (a / b));
        (b * sine, b * cosine, b * b)
    }
}

/// Sine and cosine for |angle| ≤ π/4, truncated Taylor series by Horner's rule; absolute error below 5e-7.
#[inline(always)]
fn small_sine_cosine<R: Real>(angle: R) -> (R, R) {
    let square = angle * angle;
    let one = R::constant(1.0);
    let sine = R::constant(-1.0 / 5040.0);
    let sine = sine * square + R::constant(1.0 / 120.0);
    let sine = sine * square + R::constant(-1.0 / 6.0);
    let sine = (sine * square + one) * angle;
    let cosine = R::constant(1.0 / 40320.0);
    let cosine = cosine * square + R::constant(-1.0 / 720.0);
    let cosine = cosine * square + R::constant(1.0 / 24.0);
    let cosine = cosine * square + R::constant(-1.0 / 2.0);
    let cosine = cosine * square + one;
    (sine, cosine)
}

/// Two unit vectors that make a right-handed frame with `normal` (Duff et al., JCGT 2017).
#[inline(always)]
pub(crate) fn tangents<R: Real>(normal: Vector3<R>) -> (Vector3<R>, Vector3<R>) {
    let one = R::constant(1.0);
    let sign = if normal.z >= R::constant(0.0) { one } else { -one };
    let a = -one / (sign + normal.z);
    let b = (normal.x * normal.y) * a;
    let tangent = Vector3::new(one + sign * ((normal.x * normal.x) * a), sign * b, -(sign * normal.x));
    let bitangent = Vector3::new(b, sign + (normal.y * normal.y) * a, -normal.y);
    (tangent, bitangent)
}

#[cfg(all(test, feature = "host"))]
mod tests {
    use super::*;
    use crate::philox::{philox4x32, unit_interval};

    #[test]
    fn sine_and_cosine_stay_within_their_stated_error() {
        for step in -1000..=1000 {
            let angle = core::f32::consts::FRAC_PI_4 * (step as f32 / 1000.0);
            let (sine, cosine) = small_sine_cosine(angle);
            assert!((f64::from(sine) - f64::from(angle).sin()).abs() < 5e-7);
            assert!((f64::from(cosine) - f64::from(angle).cos()).abs() < 5e-7);
        }
    }

    #[test]
    fn directions_are_unit_stay_on_their_side_and_follow_the_cosine() {
        let mut sum_of_cosines = 0.0;
        let draws = 100_000_u32;
        for index in 0..draws {
            let words = philox4x32([index, 0, 0, 0], 7);
            let corner = Vector3::<f32>::new(
                unit_interval::<f32>(words[2]) - 0.5,
                unit_interval::<f32>(words[3]) - 0.5,
                unit_interval::<f32>(words[2].rotate_left(16)) - 0.5,
            );
            let normal = corner.normalised();
            let (direction, cosine) = cosine_direction(normal, unit_interval(words[0]), unit_interval(words[1]));
            assert!((direction.dot(direction) - 1.0).abs() < 3e-6);
            assert!((direction.dot(normal) - cosine).abs() < 3e-6);
            sum_of_cosines += f64::from(cosine);
        }
        // The mean of cos θ under the density cos θ / π is 2/3.
        assert!((sum_of_cosines / f64::from(draws) - 2.0 / 3.0).abs() < 3e-3);
    }

    #[test]
    fn triangle_weights_are_convex_and_centred() {
        let mut sums = [0.0_f64; 3];
        for index in 0..100_000_u32 {
            let words = philox4x32([index, 1, 0, 0], 7);
            let weights = triangle_weights::<f32>(unit_interval(words[0]), unit_interval(words[1]));
            for (sum, weight) in sums.iter_mut().zip(weights) {
                assert!((0.0..=1.0).contains(&weight));
                *sum += f64::from(weight);
            }
        }
        assert!(sums.iter().all(|sum| (sum / 100_000.0 - 1.0 / 3.0).abs() < 3e-3));
    }
}
