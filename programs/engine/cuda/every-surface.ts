import { encode } from 'fast-png';

const METAL = 0;
const GLASS = 1;
const PAINT = 2;
const LAMP = 3;

/**
 * A glTF with every kind of surface that a scene can have: textured gloss, half-glass over metal, matte paint and an
 * emitting texture, with normals that lean away from their triangles'.
 */
export function everySurfaceGltf(): Uint8Array {
  const positions = [-1, 0, -1, -1, 0, 1, 1, 0, 1, 1, 0, -1];
  const normals = [-0.2, 0.9, -0.1, -0.1, 0.9, 0.3, 0.3, 0.8, 0.1, 0, 1, 0];
  const coordinates = [-0.7, 0.2, 0.1, 3.4, 1.8, 2.2, 2.5, -1.3];
  const indices = [0, 1, 2, 0, 2, 3];
  const floats = Float32Array.from([...positions, ...normals, ...coordinates]);
  const binary = Buffer.concat([Buffer.from(floats.buffer), Buffer.from(Uint16Array.from(indices).buffer)]);
  const texels = Uint8Array.from({ length: 4 * 3 * 3 }, (_, at) => (at * 71) % 256);
  const picture = Buffer.from(encode({ width: 4, height: 3, data: texels, channels: 3, depth: 8 }));
  const accessor = (byteOffset: number, type: string) => ({
    bufferView: 0,
    byteOffset,
    componentType: 5126,
    count: 4,
    type,
  });
  const quad = (material: number) => ({
    primitives: [{ attributes: { POSITION: 0, NORMAL: 1, TEXCOORD_0: 2 }, indices: 3, material }],
  });
  const document = {
    asset: { version: '2.0' },
    nodes: [
      { mesh: METAL, scale: [3, 1, 3] },
      { mesh: GLASS, translation: [0.4, 0.9, 1], rotation: [0.5, 0, 0, 0.866] },
      { mesh: PAINT, translation: [-1.2, 0.6, 0], rotation: [0.5, 0, -0.4, 0.768] },
      { mesh: LAMP, translation: [0, 3, 0], rotation: [1, 0, 0, 0] },
      { camera: 0, translation: [0, 1.5, 6], rotation: [-0.1, 0, 0, 0.995] },
    ],
    cameras: [{ type: 'perspective', perspective: { yfov: 0.8, znear: 0.1 } }],
    meshes: [METAL, GLASS, PAINT, LAMP].map(quad),
    materials: [
      {
        pbrMetallicRoughness: {
          baseColorTexture: { index: 0 },
          metallicRoughnessTexture: { index: 1 },
        },
      },
      {
        pbrMetallicRoughness: {
          baseColorFactor: [0.9, 0.8, 1, 1],
          metallicFactor: 0.3,
          roughnessFactor: 0.2,
        },
        extensions: {
          KHR_materials_transmission: { transmissionFactor: 0.6 },
          KHR_materials_ior: { ior: 1.4 },
        },
      },
      {
        pbrMetallicRoughness: {
          baseColorTexture: { index: 2 },
          metallicFactor: 0,
          roughnessFactor: 0.05,
        },
        extensions: { KHR_materials_ior: { ior: 1 } },
      },
      {
        emissiveFactor: [1, 0.9, 0.8],
        emissiveTexture: { index: 1 },
        extensions: { KHR_materials_emissive_strength: { emissiveStrength: 20 } },
      },
    ],
    textures: [{ source: 0 }, { source: 0, sampler: 0 }, { source: 0, sampler: 1 }],
    samplers: [
      { magFilter: 9728, wrapS: 33071, wrapT: 33648 },
      { wrapS: 33648, wrapT: 33071 },
    ],
    images: [{ uri: `data:image/png;base64,${picture.toString('base64')}` }],
    accessors: [
      accessor(0, 'VEC3'),
      accessor(48, 'VEC3'),
      accessor(96, 'VEC2'),
      { bufferView: 0, byteOffset: 128, componentType: 5123, count: 6, type: 'SCALAR' },
    ],
    bufferViews: [{ buffer: 0, byteLength: binary.length }],
    buffers: [
      {
        byteLength: binary.length,
        uri: `data:application/octet-stream;base64,${binary.toString('base64')}`,
      },
    ],
  };
  return Buffer.from(JSON.stringify(document));
}
