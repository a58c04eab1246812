use super::files::{document_with, glb, triangle_binary, triangle_document};
use super::{ImportErrorCode, ORRERY, SceneFormat, import, refusal};

const MESH_NODE: &str = r#"[{"mesh":0}]"#;

fn triangle(nodes: &str) -> Vec<u8> {
    glb(&triangle_document(nodes, "[]"), &triangle_binary())
}

fn code(file: &[u8]) -> ImportErrorCode {
    refusal(file, SceneFormat::Gltf)
}

#[test]
fn the_orrery_keeps_its_instances_light_and_camera() {
    let scene = import(ORRERY, SceneFormat::Gltf).unwrap();
    // Five globes, three rings of 96 segments, a floor, a window above.
    assert_eq!(scene.triangles.len(), 5 * 1280 + 3 * 192 + 2 + 2);
    let lights = scene.triangles.iter().filter(|triangle| scene.materials[triangle.material as usize].emits());
    assert_eq!(lights.count(), 1280 + 2);
    assert_eq!(f32::from_bits(scene.camera.tan_half_fov_y), (0.31f64.tan()) as f32);
    let strongest = scene.materials.iter().map(|material| f32::from_bits(material.emission[0])).fold(0.0, f32::max);
    assert_eq!(strongest, 10.0);
}

#[test]
fn a_matrix_and_the_same_translation_rotation_and_scale_agree() {
    // A quarter turn about y, scaled by two, moved; beside an unmoved triangle, so that placing does not undo it.
    let nodes = |moved: &str| format!(r#"[{{"children":[1,2]}},{{"mesh":0}},{{"mesh":0,{moved}}}]"#);
    let half = core::f64::consts::FRAC_1_SQRT_2;
    let parts = format!(r#""translation":[3,4,5],"rotation":[0,{half},0,{half}],"scale":[2,2,2]"#);
    let matrix = r#""matrix":[0,0,-2,0,0,2,0,0,2,0,0,0,3,4,5,1]"#;
    let [a, b] = [nodes(&parts), nodes(matrix)].map(|nodes| import(&triangle(&nodes), SceneFormat::Gltf).unwrap());
    for (left, right) in a.vertices.iter().flatten().zip(b.vertices.iter().flatten()) {
        assert!((left - right).abs() < 1e-6);
    }
    assert_eq!(a.triangles.len(), 2 + 4);
}

#[test]
fn a_mirror_does_not_turn_a_front_into_a_back() {
    let front = |nodes: &str| {
        let scene = import(&triangle(nodes), SceneFormat::Gltf).unwrap();
        let [a, b, c] = scene.triangles[0].vertices.map(|vertex| scene.vertices[vertex as usize]);
        (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    };
    assert!(front(r#"[{"mesh":0}]"#) > 0.0);
    assert!(front(r#"[{"mesh":0,"scale":[-1,1,1]}]"#) > 0.0);
    // Turned about x, or inverted in all three axes, it does show its back.
    assert!(front(r#"[{"mesh":0,"scale":[-1,-1,-1]}]"#) < 0.0);
    assert!(front(r#"[{"mesh":0,"rotation":[1,0,0,0]}]"#) < 0.0);
}

#[test]
fn a_parents_transform_applies_after_its_childs() {
    let nested =
        r#"[{"translation":[1,0,0],"scale":[2,2,2],"children":[1,2]},{"mesh":0},{"mesh":0,"translation":[3,0,0]}]"#;
    let flat = r#"[{"children":[1,2]},{"mesh":0,"translation":[1,0,0],"scale":[2,2,2]},
                   {"mesh":0,"translation":[7,0,0],"scale":[2,2,2]}]"#;
    let [a, b] = [nested, flat].map(|nodes| import(&triangle(nodes), SceneFormat::Gltf).unwrap());
    assert_eq!(a, b);
}

#[test]
fn base_colour_and_emission_strength_are_read() {
    let materials = r#"[{"pbrMetallicRoughness":{"baseColorFactor":[0.25,0.5,1,1],"metallicFactor":0},
        "emissiveFactor":[1,0.5,0],"extensions":{"KHR_materials_emissive_strength":{"emissiveStrength":8}}}]"#;
    let file = glb(&triangle_document(MESH_NODE, materials), &triangle_binary());
    let scene = import(&file, SceneFormat::Gltf).unwrap();
    let material = scene.materials[scene.triangles[0].material as usize];
    assert_eq!(material.base_colour.map(f32::from_bits), [0.25, 0.5, 1.0]);
    assert_eq!(material.emission.map(f32::from_bits), [8.0, 4.0, 0.0]);
}

#[test]
fn a_data_uri_reads_like_a_binary_chunk() {
    use base64::Engine as _;
    let encoded = base64::engine::general_purpose::STANDARD.encode(triangle_binary());
    let document = triangle_document(MESH_NODE, "[]");
    for payload in [encoded.as_str(), encoded.trim_end_matches('=')] {
        let uri = format!(r#""byteLength":44,"uri":"data:application/octet-stream;base64,{payload}""#);
        let json = document.replace(r#""byteLength":44"#, &uri);
        let scene = import(json.as_bytes(), SceneFormat::Gltf).unwrap();
        assert_eq!(scene, import(&triangle(MESH_NODE), SceneFormat::Gltf).unwrap());
    }
}

#[test]
fn quantized_positions_are_scaled_by_their_type() {
    let accessor = r#""bufferView":0,"componentType":5121,"normalized":true,"count":3,"type":"VEC3""#;
    let mut json = document_with(MESH_NODE, "[]", accessor);
    json = json.replace(r#""byteLength":36}"#, r#""byteLength":36,"byteStride":4}"#);
    let mut binary = vec![0; 44];
    binary[..12].copy_from_slice(&[0, 0, 0, 9, 255, 0, 0, 9, 0, 255, 0, 9]);
    binary[38] = 1;
    binary[40] = 2;
    let scene = import(&glb(&json, &binary), SceneFormat::Gltf).unwrap();
    assert_eq!(scene, import(&triangle(MESH_NODE), SceneFormat::Gltf).unwrap());
}

#[test]
fn nodes_that_are_no_tree_are_refused() {
    for nodes in [
        r#"[{"mesh":0,"children":[0]}]"#,
        r#"[{"children":[1]},{"children":[2]},{"mesh":0,"children":[0]}]"#,
        r#"[{"children":[1,1]},{"mesh":0}]"#,
        r#"[{"children":[1,2]},{"children":[2]},{"mesh":0}]"#,
    ] {
        assert_eq!(code(&triangle(nodes)), ImportErrorCode::CyclicNodes, "{nodes}");
    }
}

#[test]
fn a_chain_of_a_hundred_thousand_nodes_is_walked() {
    let mut nodes: Vec<String> = (1..100_000).map(|next| format!(r#"{{"children":[{next}]}}"#)).collect();
    nodes.push(r#"{"mesh":0}"#.to_owned());
    assert!(import(&triangle(&format!("[{}]", nodes.join(","))), SceneFormat::Gltf).is_ok());
}

#[test]
fn accessors_that_reach_outside_are_refused() {
    let with = |accessor: &str| glb(&document_with(MESH_NODE, "[]", accessor), &triangle_binary());
    let max = u64::MAX;
    for accessor in [
        r#""bufferView":0,"componentType":5126,"count":4,"type":"VEC3""#.to_owned(),
        r#""bufferView":0,"byteOffset":1,"componentType":5126,"count":3,"type":"VEC3""#.to_owned(),
        format!(r#""bufferView":0,"componentType":5126,"count":{max},"type":"VEC3""#),
        format!(r#""bufferView":0,"byteOffset":{max},"componentType":5126,"count":1,"type":"VEC3""#),
        r#""bufferView":7,"componentType":5126,"count":3,"type":"VEC3""#.to_owned(),
    ] {
        assert_eq!(code(&with(&accessor)), ImportErrorCode::OutOfRange, "{accessor}");
    }
    let json = triangle_document(MESH_NODE, "[]").replace(r#""byteOffset":36"#, &format!(r#""byteOffset":{max}"#));
    assert_eq!(code(&glb(&json, &triangle_binary())), ImportErrorCode::OutOfRange);
}

#[test]
fn indices_beyond_the_vertices_are_refused() {
    let mut binary = triangle_binary();
    binary[40] = 3;
    assert_eq!(code(&glb(&triangle_document(MESH_NODE, "[]"), &binary)), ImportErrorCode::OutOfRange);
}

#[test]
fn what_cannot_be_read_is_said_by_name() {
    let document = triangle_document(MESH_NODE, "[]");
    let changed = |from: &str, to: &str| {
        let json = document.replace(from, to);
        assert_ne!(json, document);
        code(&glb(&json, &triangle_binary()))
    };
    let asset = r#""asset":{"version":"2.0"}"#;
    let draco = r#""asset":{"version":"2.0"},"extensionsRequired":["KHR_draco_mesh_compression"]"#;
    assert_eq!(changed(asset, draco), ImportErrorCode::Unsupported);
    assert_eq!(changed(asset, r#""asset":{"version":"1.0"}"#), ImportErrorCode::Unsupported);
    assert_eq!(changed(r#""byteLength":44"#, r#""byteLength":44,"uri":"a.bin""#), ImportErrorCode::ExternalData);
    assert_eq!(changed(r#""byteLength":44"#, r#""byteLength":45"#), ImportErrorCode::Truncated);
    assert_eq!(
        changed(r#""count":3,"type":"VEC3""#, r#""count":3,"type":"VEC3","sparse":{}"#),
        ImportErrorCode::Unsupported
    );
    assert_eq!(changed(r#""indices":1"#, r#""indices":1,"mode":1"#), ImportErrorCode::NoTriangles);
    assert_eq!(changed(r#""nodes":[0]"#, r#""nodes":[9]"#), ImportErrorCode::OutOfRange);
    assert_eq!(code(b"{}"), ImportErrorCode::Malformed);
    assert_eq!(code(b""), ImportErrorCode::Malformed);
}
