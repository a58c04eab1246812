use super::error::ImportError;
use super::model::{Model, Vector};

/// Above this many corners a polygon is cut as a fan, because cutting ears takes quadratic time.
const MAX_EAR_CLIPPED_CORNERS: usize = 64;

/// Cuts a polygon into triangles and adds them. Concave polygons are cut by ears (Meisters 1975) in the plane that
/// their Newell normal is closest to.
pub(super) fn add_polygon(model: &mut Model, corners: &[u32], surface: u32) -> Result<(), ImportError> {
    match corners {
        [] | [_] | [_, _] => Ok(()),
        [a, b, c] => model.add_triangle([*a, *b, *c], surface),
        _ if corners.len() > MAX_EAR_CLIPPED_CORNERS => add_fan(model, corners, surface),
        _ => add_by_ears(model, corners, surface),
    }
}

fn add_fan(model: &mut Model, corners: &[u32], surface: u32) -> Result<(), ImportError> {
    let Some((apex, rim)) = corners.split_first() else {
        return Ok(());
    };
    rim.windows(2).try_for_each(|edge| match edge {
        [from, to] => model.add_triangle([*apex, *from, *to], surface),
        _ => Ok(()),
    })
}

fn add_by_ears(model: &mut Model, corners: &[u32], surface: u32) -> Result<(), ImportError> {
    let Some(outline) = flatten(model.positions(), corners) else {
        return Err(ImportError::out_of_range("A face refers to a vertex that does not exist."));
    };
    let mut left: Vec<usize> = (0..corners.len()).collect();
    while left.len() > 3 {
        // A polygon that crosses itself may have no ear: what is left of it is then cut as a fan.
        let Some(ear) = (0..left.len()).find(|at| is_ear(&outline, &left, *at)) else {
            break;
        };
        let count = left.len();
        let [before, after] = [(ear + count - 1) % count, (ear + 1) % count];
        model.add_triangle([corners[left[before]], corners[left[ear]], corners[left[after]]], surface)?;
        left.remove(ear);
    }
    let rest: Vec<u32> = left.iter().map(|at| corners[*at]).collect();
    add_fan(model, &rest, surface)
}

/// The polygon seen along the main axis of its normal, turned so that its area is positive.
fn flatten(positions: &[Vector], corners: &[u32]) -> Option<Vec<[f64; 2]>> {
    let points =
        corners.iter().map(|corner| positions.get(*corner as usize).copied()).collect::<Option<Vec<Vector>>>()?;
    let mut normal = [0.0f64; 3];
    for (at, from) in points.iter().enumerate() {
        let to = points[(at + 1) % points.len()];
        for (axis, component) in normal.iter_mut().enumerate() {
            let [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
            *component += (from[u] - to[u]) * (from[v] + to[v]);
        }
    }
    let main = (0..3).fold(0, |best, axis| if normal[axis].abs() > normal[best].abs() { axis } else { best });
    let [u, v] = if normal[main] < 0.0 { [(main + 2) % 3, (main + 1) % 3] } else { [(main + 1) % 3, (main + 2) % 3] };
    Some(points.iter().map(|point| [point[u], point[v]]).collect())
}

fn is_ear(outline: &[[f64; 2]], left: &[usize], at: usize) -> bool {
    let count = left.len();
    let [before, after] = [(at + count - 1) % count, (at + 1) % count];
    let [a, b, c] = [outline[left[before]], outline[left[at]], outline[left[after]]];
    if twice_area(a, b, c) <= 0.0 {
        return false;
    }
    (0..count)
        .filter(|other| ![before, at, after].contains(other))
        .map(|other| outline[left[other]])
        .all(|point| twice_area(a, b, point) < 0.0 || twice_area(b, c, point) < 0.0 || twice_area(c, a, point) < 0.0)
}

fn twice_area(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> f64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}
