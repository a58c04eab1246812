//! Small files built for a test.

/// A GLB of a document and a binary chunk, padded as the format asks.
pub fn glb(json: &str, binary: &[u8]) -> Vec<u8> {
    let mut text = json.as_bytes().to_vec();
    text.resize(text.len().next_multiple_of(4), b' ');
    let mut data = binary.to_vec();
    data.resize(data.len().next_multiple_of(4), 0);
    let mut file = b"glTF".to_vec();
    for word in [2, 28 + text.len() + data.len(), text.len()] {
        file.extend((word as u32).to_le_bytes());
    }
    file.extend(b"JSON");
    file.extend(text);
    file.extend((data.len() as u32).to_le_bytes());
    file.extend(b"BIN\0");
    file.extend(data);
    file
}

/// A unit right triangle in the plane z = 0 with indices 0, 1, 2: 36 bytes of positions, 6 of indices, 2 of padding.
pub fn triangle_binary() -> Vec<u8> {
    let positions = [0.0f32, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0];
    let mut binary: Vec<u8> = positions.iter().flat_map(|value| value.to_le_bytes()).collect();
    binary.extend([0, 0, 1, 0, 2, 0, 0, 0]);
    binary
}

/// A document around `triangle_binary`, with nodes and materials of the test's choice.
pub fn triangle_document(nodes: &str, materials: &str) -> String {
    document_with(nodes, materials, r#""bufferView":0,"componentType":5126,"count":3,"type":"VEC3""#)
}

/// As `triangle_document`, with the position accessor written by the test.
pub fn document_with(nodes: &str, materials: &str, position_accessor: &str) -> String {
    format!(
        r#"{{"asset":{{"version":"2.0"}},"scenes":[{{"nodes":[0]}}],"nodes":{nodes},"materials":{materials},
        "meshes":[{{"primitives":[{{"attributes":{{"POSITION":0}},"indices":1{material}}}]}}],
        "cameras":[{{"type":"perspective","perspective":{{"yfov":1.0,"znear":0.1}}}}],
        "accessors":[{{{position_accessor}}},{{"bufferView":1,"componentType":5123,"count":3,"type":"SCALAR"}}],
        "bufferViews":[{{"buffer":0,"byteLength":36}},{{"buffer":0,"byteOffset":36,"byteLength":6}}],
        "buffers":[{{"byteLength":44}}]}}"#,
        material = if materials == "[]" { "" } else { r#","material":0"# }
    )
}

/// A PNG of eight bits per channel.
pub fn png(width: u32, height: u32, colour: png::ColorType, pixels: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(colour);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().unwrap().write_image_data(pixels).unwrap();
    file
}

/// Two texels, red and green.
pub fn red_and_green() -> Vec<u8> {
    png(2, 1, png::ColorType::Rgb, &[255, 0, 0, 0, 255, 0])
}

/// The triangle with normals, texture coordinates and `picture`, under nodes, materials and textures of the test's choice.
pub fn textured_glb(nodes: &str, materials: &str, textures: &str, picture: &[u8]) -> Vec<u8> {
    let mut binary = triangle_binary();
    let coordinates = [0.0f32, 0.0, 1.0, 0.0, 0.0, 1.0];
    let normals = [0.0f32, 0.6, 0.8, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0];
    binary.extend(coordinates.iter().chain(&normals).flat_map(|value| value.to_le_bytes()));
    binary.extend(picture);
    let json = triangle_document(nodes, materials)
        .replace(r#""byteLength":44"#, &format!(r#""byteLength":{}"#, binary.len()))
        .replace(r#""POSITION":0"#, r#""POSITION":0,"TEXCOORD_0":2,"NORMAL":3"#)
        .replace(
            r#""count":3,"type":"SCALAR"}"#,
            r#""count":3,"type":"SCALAR"},{"bufferView":2,"componentType":5126,"count":3,"type":"VEC2"},
            {"bufferView":3,"componentType":5126,"count":3,"type":"VEC3"}"#,
        )
        .replace(
            r#""byteOffset":36,"byteLength":6}"#,
            &format!(
                r#""byteOffset":36,"byteLength":6}},{{"buffer":0,"byteOffset":44,"byteLength":24}},
                {{"buffer":0,"byteOffset":68,"byteLength":36}},{{"buffer":0,"byteOffset":104,"byteLength":{}}}"#,
                picture.len()
            ),
        )
        .replace(
            r#""buffers""#,
            &format!(
                r#""images":[{{"bufferView":4,"mimeType":"image/png"}}],
                "samplers":[{{"magFilter":9728,"wrapS":33071,"wrapT":33648}}],"textures":{textures},"buffers""#
            ),
        );
    glb(&json, &binary)
}
