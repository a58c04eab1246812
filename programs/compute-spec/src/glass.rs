//! A smooth boundary between vacuum and a body of glass.
//!
//! The unpolarised Fresnel equations choose between mirror reflection and refraction, so a path never splits. A body is closed:
//! its fronts look outwards. What is carried is radiance over the squared index of refraction, which a boundary does not
//! change; inside and outside of a closed body agree about it, so nothing is lost or gained (Veach 1997, §5.2).

use crate::{real::Real, vector::Vector3};

/// Where a path goes on at a boundary.
#[derive(Clone, Copy, Debug)]
pub struct Crossing<R> {
    /// Unit direction but for rounding.
    pub direction: Vector3<R>,
    /// True when it goes through, false when it is mirrored.
    pub through: bool,
}

/// Continues `direction` at a boundary whose unit `normal` looks towards where it comes from. `relative_index` is the index of
/// refraction before the boundary over the one behind it; `choice` is uniform in [0, 1).
#[inline(always)]
pub fn cross_boundary<R: Real>(direction: Vector3<R>, normal: Vector3<R>, relative_index: R, choice: R) -> Crossing<R> {
    let one = R::constant(1.0);
    let zero = R::constant(0.0);
    let cosine = (-direction.dot(normal)).lesser(one);
    let squared_sine = (relative_index * relative_index) * (one - cosine * cosine);
    let mirrored = Crossing { direction: (direction + normal * (cosine + cosine)).normalised(), through: false };
    if squared_sine >= one {
        return mirrored;
    }
    let through_cosine = (one - squared_sine).greater(zero).sqrt();
    let across = ratio_squared(relative_index * cosine, through_cosine);
    let along = ratio_squared(cosine, relative_index * through_cosine);
    if choice < (across + along) * R::constant(0.5) {
        return mirrored;
    }
    let bent = direction * relative_index + normal * (relative_index * cosine - through_cosine);
    Crossing { direction: bent.normalised(), through: true }
}

/// ((a − b) / (a + b))².
#[inline(always)]
fn ratio_squared<R: Real>(a: R, b: R) -> R {
    let ratio = (a - b) / (a + b);
    ratio * ratio
}

#[cfg(all(test, feature = "host"))]
mod tests {
    use super::*;

    fn through_at(sine: f32, relative_index: f32, choice: f32) -> Crossing<f32> {
        let direction = Vector3::new(sine, 0.0, -(1.0 - sine * sine).sqrt());
        cross_boundary(direction, Vector3::new(0.0, 0.0, 1.0), relative_index, choice)
    }

    #[test]
    fn light_bends_by_snells_law() {
        for sine in [0.0, 0.1, 0.5, 0.9, 0.999] {
            let crossing = through_at(sine, 1.0 / 1.5, 0.9999);
            assert!(crossing.through && crossing.direction.z < 0.0);
            assert!((crossing.direction.x - sine / 1.5).abs() < 1e-6);
        }
    }

    #[test]
    fn beyond_the_critical_angle_everything_is_mirrored() {
        assert!(!through_at(0.67, 1.5, 0.9999).through);
        assert!(through_at(0.66, 1.5, 0.9999).through);
    }

    #[test]
    fn at_normal_incidence_four_percent_are_mirrored() {
        assert!(!through_at(0.0, 1.0 / 1.5, 0.0399).through);
        assert!(through_at(0.0, 1.0 / 1.5, 0.0401).through);
        assert!(through_at(0.3, 1.0, 0.0).through, "equal indexes mirror nothing");
    }
}
