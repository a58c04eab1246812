use pyronet_compute_spec::scene::Scene;

use super::{ImportErrorCode, SceneFormat, TEAPOT, import, refusal, subject_area};

const SQUARE: &str = "0 0 0\n1 0 0\n1 1 0\n0 1 0\n";

fn ascii(vertices: usize, faces: usize, body: &str) -> Vec<u8> {
    format!(
        "ply\nformat ascii 1.0\nelement vertex {vertices}\nproperty float x\nproperty float y\nproperty float z\n\
         element face {faces}\nproperty list uchar int vertex_indices\nend_header\n{body}"
    )
    .into_bytes()
}

fn read(file: &[u8]) -> Scene {
    import(file, SceneFormat::Ply).unwrap()
}

/// The same square in binary, with a double and a list that are passed over before each position.
fn binary(big_endian: bool) -> Vec<u8> {
    let order = if big_endian { "big" } else { "little" };
    let mut file = format!(
        "ply\r\nformat binary_{order}_endian 1.0\r\ncomment made here\r\nelement vertex 4\r\nproperty double weight\r\n\
         property list ushort short tags\r\nproperty float x\r\nproperty float y\r\nproperty double z\r\n\
         element face 1\r\nproperty uchar flags\r\nproperty list int uint vertex_index\r\nend_header\r\n"
    )
    .into_bytes();
    let put = |file: &mut Vec<u8>, mut bytes: Vec<u8>| {
        if big_endian {
            bytes.reverse();
        }
        file.extend(bytes);
    };
    for [x, y] in [[0.0f32, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]] {
        put(&mut file, 7.0f64.to_le_bytes().into());
        put(&mut file, 2u16.to_le_bytes().into());
        put(&mut file, (-1i16).to_le_bytes().into());
        put(&mut file, 9i16.to_le_bytes().into());
        put(&mut file, x.to_le_bytes().into());
        put(&mut file, y.to_le_bytes().into());
        put(&mut file, 0.0f64.to_le_bytes().into());
    }
    file.push(1);
    put(&mut file, 4i32.to_le_bytes().into());
    for index in 0u32..4 {
        put(&mut file, index.to_le_bytes().into());
    }
    file
}

#[test]
fn ascii_and_both_byte_orders_give_the_same_scene() {
    let scene = read(&ascii(4, 1, &format!("{SQUARE}4 0 1 2 3\n")));
    assert_eq!(scene.triangles.len(), 2 + 4);
    assert_eq!(scene, read(&binary(false)));
    assert_eq!(scene, read(&binary(true)));
}

#[test]
fn the_teapot_keeps_its_triangles() {
    let scene = read(TEAPOT);
    assert!(scene.triangles.len() > 950 && scene.triangles.len() <= 992 + 4);
}

#[test]
fn a_concave_polygon_is_cut_without_leaving_its_outline() {
    // An arrow head of area 1/2; a fan from its first corner would cover 7/2.
    let scene = read(&ascii(4, 1, "0 0 0\n2 -1 0\n0.5 0 0\n2 1 0\n4 3 2 1 0\n"));
    assert!((subject_area(&scene) - 0.5).abs() < 1e-6, "{}", subject_area(&scene));
}

#[test]
fn a_triangle_strip_is_read_with_its_restarts() {
    let header = "ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\n\
                  element tristrips 1\nproperty list int int vertex_indices\nend_header\n";
    let scene = read(format!("{header}{SQUARE}8 0 1 3 2 -1 0 1 3\n").as_bytes());
    assert_eq!(scene.triangles.len(), 3 + 4);
}

#[test]
fn faces_may_stand_before_their_vertices() {
    let file = "ply\nformat ascii 1.0\nelement face 1\nproperty list uchar int vertex_indices\nelement vertex 3\n\
                property float x\nproperty float y\nproperty float z\nend_header\n3 0 1 2\n0 0 0 1 0 0 0 1 0\n";
    assert_eq!(read(file.as_bytes()).triangles.len(), 1 + 4);
}

#[test]
fn vertex_colours_become_the_faces_base_colour() {
    let file = "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\n\
                property uchar red\nproperty uchar green\nproperty uchar blue\n\
                element face 1\nproperty list uchar int vertex_indices\nend_header\n\
                0 0 0 255 0 0\n1 0 0 255 0 0\n0 1 0 255 0 0\n3 0 1 2\n";
    let scene = read(file.as_bytes());
    let material = scene.materials[scene.triangles[0].material as usize];
    assert_eq!(material.base_colour.map(f32::from_bits), [1.0, 0.0, 0.0]);
}

#[test]
fn triangles_without_area_are_dropped() {
    let scene = read(&ascii(4, 3, &format!("{SQUARE}3 0 1 2\n3 0 0 1\n3 1 1 1\n")));
    assert_eq!(scene.triangles.len(), 1 + 4);
    assert_eq!(refusal(&ascii(4, 1, &format!("{SQUARE}3 0 0 1\n")), SceneFormat::Ply), ImportErrorCode::NoTriangles);
    assert_eq!(refusal(&ascii(4, 0, SQUARE), SceneFormat::Ply), ImportErrorCode::NoTriangles);
}

#[test]
fn bad_numbers_and_indices_are_refused_by_name() {
    let cases = [
        (ascii(4, 1, &format!("{SQUARE}3 0 1 4\n")), ImportErrorCode::OutOfRange),
        (ascii(4, 1, &format!("{SQUARE}3 0 1 -1\n")), ImportErrorCode::OutOfRange),
        (ascii(4, 1, &format!("{SQUARE}3 0 1 x\n")), ImportErrorCode::Malformed),
        (ascii(4, 1, &format!("{SQUARE}3 0 1\n")), ImportErrorCode::Truncated),
        (ascii(3, 1, "nan 0 0\n1 0 0\n0 1 0\n3 0 1 2\n"), ImportErrorCode::NotFinite),
        (ascii(3, 1, "inf 0 0\n1 0 0\n0 1 0\n3 0 1 2\n"), ImportErrorCode::NotFinite),
        (ascii(3, 1, "1e300 0 0\n1 0 0\n0 1 0\n3 0 1 2\n"), ImportErrorCode::NotFinite),
        (b"solid cube".to_vec(), ImportErrorCode::Truncated),
        (b"stl\n".to_vec(), ImportErrorCode::Malformed),
    ];
    for (file, code) in cases {
        assert_eq!(refusal(&file, SceneFormat::Ply), code, "{}", String::from_utf8_lossy(&file));
    }
}
