use super::{CORNELL, ImportErrorCode, SceneFormat, import, refusal};

#[test]
fn the_published_box_becomes_thirty_two_triangles_with_one_light() {
    let scene = import(CORNELL, SceneFormat::CornellJson).unwrap();
    assert_eq!(scene.triangles.len(), 32);
    assert_eq!(scene.materials.len(), 4);
    let lights = scene.triangles.iter().filter(|triangle| scene.materials[triangle.material as usize].emits());
    assert_eq!(lights.count(), 2);
    assert_eq!(scene.background, [0.0; 3]);
    assert_eq!(f32::from_bits(scene.camera.tan_half_fov_y), 0.025 / 0.07);
}

#[test]
fn the_light_hangs_below_the_ceiling() {
    let scene = import(CORNELL, SceneFormat::CornellJson).unwrap();
    let height = |emitting: bool| {
        scene
            .triangles
            .iter()
            .filter(|triangle| scene.materials[triangle.material as usize].emits() == emitting)
            .flat_map(|triangle| triangle.vertices)
            .map(|vertex| scene.vertices[vertex as usize][1])
            .fold(f32::MIN, f32::max)
    };
    assert!(height(true) < height(false));
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
