//! Files that promise much more than they hold. Each must be refused at once and with little memory; a reader that
//! believes them asks for terabytes and fails these tests by dying.

use super::files::{glb, triangle_binary, triangle_document};
use super::{CORNELL, ImportErrorCode, ORRERY, SceneFormat, TEAPOT, import_scene_bytes, refusal};

fn ply(header: &str, body: &[u8]) -> Vec<u8> {
    let mut file = format!("ply\nformat {header}\nend_header\n").into_bytes();
    file.extend(body);
    file
}

#[test]
fn every_truncation_of_a_good_file_is_refused() {
    let spread = |length: usize| (0..length).step_by(length / 97 + 1).chain(length - 8..length);
    for (file, format) in [(CORNELL, SceneFormat::CornellJson), (TEAPOT, SceneFormat::Ply), (ORRERY, SceneFormat::Gltf)]
    {
        for length in spread(file.len() - 1) {
            assert!(import_scene_bytes(&file[..length], format).is_err(), "{format:?} at {length}");
        }
    }
}

#[test]
fn a_ply_that_declares_more_rows_than_bytes_is_refused() {
    let position = "property float x\nproperty float y\nproperty float z";
    for count in ["4000000000", "18446744073709551615", "99999999999999999999999"] {
        for encoding in ["ascii 1.0", "binary_little_endian 1.0", "binary_big_endian 1.0"] {
            let file = ply(&format!("{encoding}\nelement vertex {count}\n{position}"), &[b'1'; 64]);
            let code = refusal(&file, SceneFormat::Ply);
            assert!(matches!(code, ImportErrorCode::Truncated | ImportErrorCode::Malformed), "{code:?}");
        }
    }
}

#[test]
fn rows_without_properties_cost_nothing() {
    let file = ply("ascii 1.0\nelement nothing 18446744073709551615", b"");
    assert_eq!(refusal(&file, SceneFormat::Ply), ImportErrorCode::NoTriangles);
}

#[test]
fn a_list_that_declares_more_than_the_file_holds_is_refused() {
    let header = "binary_little_endian 1.0\nelement face 1\nproperty list uint int vertex_indices";
    let file = ply(header, &u32::MAX.to_le_bytes());
    assert_eq!(refusal(&file, SceneFormat::Ply), ImportErrorCode::Truncated);
    let negative = ply(&header.replace("uint", "int"), &(-1i32).to_le_bytes());
    assert_eq!(refusal(&negative, SceneFormat::Ply), ImportErrorCode::Truncated);
}

#[test]
fn a_header_without_end_is_refused() {
    let endless = ply(&format!("ascii 1.0\n{}", "comment x\n".repeat(100_000)), b"");
    assert_eq!(refusal(&endless, SceneFormat::Ply), ImportErrorCode::Truncated);
    let wide = ply(&format!("ascii 1.0\nelement vertex 1\n{}", "property float x\n".repeat(300)), b"");
    assert_eq!(refusal(&wide, SceneFormat::Ply), ImportErrorCode::TooLarge);
}

#[test]
fn instances_that_unfold_beyond_the_limit_are_refused() {
    // One triangle under sixteen million nodes' worth of primitives: 2^17 nodes times 2^7 primitives.
    let primitive = r#"{"attributes":{"POSITION":0},"indices":1}"#;
    let nodes: Vec<String> = (0..1 << 17).map(|_| r#"{"mesh":0}"#.to_owned()).collect();
    let children: Vec<String> = (1..=nodes.len()).map(|node| node.to_string()).collect();
    let json = triangle_document(&format!(r#"[{{"children":[{}]}},{}]"#, children.join(","), nodes.join(",")), "[]")
        .replace(primitive, &vec![primitive; 128].join(","));
    assert_eq!(refusal(&glb(&json, &triangle_binary()), SceneFormat::Gltf), ImportErrorCode::TooLarge);
}

#[test]
fn lists_of_empty_objects_are_cut_off() {
    for list in ["nodes", "materials", "scenes", "cameras"] {
        let json = format!(r#"{{"asset":{{"version":"2.0"}},"{list}":[{}{{}}]}}"#, "{},".repeat(1 << 18));
        assert_eq!(refusal(json.as_bytes(), SceneFormat::Gltf), ImportErrorCode::Malformed, "{list}");
    }
}

#[test]
fn deeply_nested_json_is_refused() {
    for format in [SceneFormat::Gltf, SceneFormat::CornellJson] {
        let json = format!(r#"{{"extras":{}"#, "[".repeat(1 << 20));
        assert_eq!(refusal(json.as_bytes(), format), ImportErrorCode::Malformed);
    }
}

#[test]
fn a_glb_that_lies_about_its_lengths_is_refused() {
    let good = glb(&triangle_document(r#"[{"mesh":0}]"#, "[]"), &triangle_binary());
    for (offset, lie) in [(8, u32::MAX), (8, 11), (12, u32::MAX), (12, 3), (4, 1)] {
        let mut file = good.clone();
        file[offset..offset + 4].copy_from_slice(&lie.to_le_bytes());
        assert!(import_scene_bytes(&file, SceneFormat::Gltf).is_err(), "{offset} {lie}");
    }
}

#[test]
fn transforms_that_overflow_are_refused() {
    let nodes = r#"[{"scale":[1e200,1e200,1e200],"children":[1]},{"scale":[1e200,1e200,1e200],"mesh":0}]"#;
    let file = glb(&triangle_document(nodes, "[]"), &triangle_binary());
    assert_eq!(refusal(&file, SceneFormat::Gltf), ImportErrorCode::NotFinite);
}
