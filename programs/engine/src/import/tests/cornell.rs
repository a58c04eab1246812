use pyronet_compute_spec::scene::Triangle;

use super::{CORNELL, ImportErrorCode, SceneFormat, import, refusal};

#[test]
fn the_published_box_has_its_light_set_into_the_ceiling() {
    let scene = import(CORNELL, SceneFormat::CornellJson).unwrap();
    // Sixteen quads, of which the ceiling becomes four around the light.
    assert_eq!(scene.triangles.len(), 15 * 2 + 4 * 2);
    assert_eq!(scene.materials.len(), 4);
    assert_eq!(scene.background, [0.0; 3]);
    assert_eq!(f32::from_bits(scene.camera.tan_half_fov_y), 0.025 / 0.07);

    let emits = |triangle: &Triangle| scene.materials[triangle.material as usize].emits();
    let point = |vertex: u32| scene.vertices[vertex as usize];
    let top = scene.vertices.iter().map(|vertex| vertex[1]).fold(f32::MIN, f32::max);
    let area_at_top = |emitting: bool| {
        let triangles = scene.triangles.iter().filter(|triangle| emits(triangle) == emitting);
        let at_top = triangles.map(|triangle| triangle.vertices.map(point)).filter(|t| t.iter().all(|v| v[1] == top));
        at_top.map(|[a, b, c]| ((b[0] - a[0]) * (c[2] - a[2]) - (b[2] - a[2]) * (c[0] - a[0])).abs() / 2.0).sum::<f32>()
    };
    for triangle in scene.triangles.iter().filter(|triangle| emits(triangle)) {
        let [a, b, c] = triangle.vertices.map(point);
        let upwards = (b[2] - a[2]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[2] - a[2]);
        assert!(upwards < 0.0, "the light's front must face the floor");
    }
    // 2^8 file units are one unit of the scene.
    let unit = 256.0 * 256.0;
    assert!((area_at_top(true) * unit - 130.0 * 105.0).abs() < 1.0);
    assert!((area_at_top(false) * unit - (556.0 * 559.2 - 130.0 * 105.0)).abs() < 10.0);
}

#[test]
fn a_box_with_a_missing_field_or_an_unknown_material_is_refused() {
    let text = core::str::from_utf8(CORNELL).unwrap();
    for (from, to) in [("\"focal_length\"", "\"focal\""), ("\"white\",", "\"velvet\","), ("\"quads\"", "\"cubes\"")] {
        let broken = text.replacen(from, to, 1);
        assert_ne!(broken, text);
        assert_eq!(refusal(broken.as_bytes(), SceneFormat::CornellJson), ImportErrorCode::Malformed);
    }
}
