/** An icosahedron subdivided six times and roughened: 81,920 triangles, as binary PLY. The same bytes on every run. */
export function boulderPly(): Buffer {
  const { points, faces } = subdivided(6);
  const header = [
    'ply',
    'format binary_little_endian 1.0',
    `element vertex ${points.length}`,
    'property float x',
    'property float y',
    'property float z',
    `element face ${faces.length}`,
    'property list uchar int vertex_indices',
    'end_header\n',
  ].join('\n');
  const vertices = Buffer.alloc(points.length * 12);
  points.map(roughened).forEach((point, index) => {
    point.forEach((value, axis) => vertices.writeFloatLE(value, 12 * index + 4 * axis));
  });
  const indices = Buffer.alloc(faces.length * 13);
  faces.forEach((face, index) => {
    indices.writeUInt8(3, 13 * index);
    face.forEach((corner, at) => indices.writeInt32LE(corner, 13 * index + 1 + 4 * at));
  });
  return Buffer.concat([Buffer.from(header), vertices, indices]);
}

type Point = readonly [number, number, number];
type Face = readonly [number, number, number];

function subdivided(times: number): { readonly points: Point[]; readonly faces: Face[] } {
  const golden = (1 + Math.sqrt(5)) / 2;
  const plane: Point[] = [
    [-1, golden, 0],
    [1, golden, 0],
    [-1, -golden, 0],
    [1, -golden, 0],
  ];
  const points: Point[] = [
    ...plane,
    ...plane.map(([x, y, z]): Point => [z, x, y]),
    ...plane.map(([x, y, z]): Point => [y, z, x]),
  ].map(unit);
  const edge = Math.min(...points.slice(1).map((point) => distance(point, points[0] ?? [0, 0, 0])));
  const near = (a: Point, b: Point): boolean => Math.abs(distance(a, b) - edge) < 1e-9;
  let faces: Face[] = [];
  points.forEach((a, i) => {
    points.slice(0, i).forEach((b, j) => {
      points.slice(0, j).forEach((c, k) => {
        if (near(a, b) && near(b, c) && near(c, a)) faces.push([i, j, k]);
      });
    });
  });
  for (let round = 0; round < times; round += 1) {
    const middles = new Map<string, number>();
    const middle = (a: number, b: number): number => {
      const key = a < b ? `${a} ${b}` : `${b} ${a}`;
      const known = middles.get(key);
      if (known !== undefined) return known;
      const [p = origin, q = origin] = [points[a], points[b]];
      points.push(unit([p[0] + q[0], p[1] + q[1], p[2] + q[2]]));
      middles.set(key, points.length - 1);
      return points.length - 1;
    };
    faces = faces.flatMap(([a, b, c]): Face[] => {
      const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)];
      return [
        [a, ab, ca],
        [b, bc, ab],
        [c, ca, bc],
        [ab, bc, ca],
      ];
    });
  }
  return { points, faces };
}

const origin: Point = [0, 0, 0];

function roughened([x, y, z]: Point): Point {
  const wave = (frequency: number): number =>
    Math.sin(frequency * x + 1.3) * Math.sin(frequency * y + 2.1) * Math.sin(frequency * z + 0.4);
  const radius = 1 + 0.22 * wave(2.7) + 0.09 * wave(7.9) + 0.03 * wave(23.1);
  return [x * radius, y * radius, z * radius];
}

function unit([x, y, z]: Point): Point {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
