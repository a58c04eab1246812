"""Writes orrery.glb, our own glTF test scene: instanced meshes under nested transforms, an emitter with
KHR_materials_emissive_strength, indexed and unindexed primitives, a camera. Run: python3 make_orrery.py"""

import json
import math
import struct
from pathlib import Path


def icosphere(subdivisions):
    golden = (1 + math.sqrt(5)) / 2
    corners = [(-1, golden, 0), (1, golden, 0), (-1, -golden, 0), (1, -golden, 0)]
    corners += [(z, x, y) for x, y, z in corners] + [(y, z, x) for x, y, z in corners]
    edge = min(math.dist(corners[0], other) for other in corners[1:])
    near = lambda a, b: abs(math.dist(corners[a], corners[b]) - edge) < 1e-9
    faces = [(a, b, c) for a in range(12) for b in range(a) for c in range(b)
             if near(a, b) and near(b, c) and near(a, c)]
    points = [tuple(value / math.hypot(*corner) for value in corner) for corner in corners]
    for _ in range(subdivisions):
        middles, finer = {}, []
        def middle(a, b):
            key = (min(a, b), max(a, b))
            if key not in middles:
                sums = [p + q for p, q in zip(points[a], points[b])]
                points.append(tuple(value / math.hypot(*sums) for value in sums))
                middles[key] = len(points) - 1
            return middles[key]
        for a, b, c in faces:
            ab, bc, ca = middle(a, b), middle(b, c), middle(c, a)
            finer += [(a, ab, ca), (b, bc, ab), (c, ca, bc), (ab, bc, ca)]
        faces = finer
    return points, [corner for face in faces for corner in outward(points, face)]


def outward(points, face):
    """The face's corners, counter-clockwise as seen from outside."""
    (ax, ay, az), (bx, by, bz), (cx, cy, cz) = (points[corner] for corner in face)
    volume = ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
    return face if volume > 0 else (face[0], face[2], face[1])


def ring(segments, radius, thickness):
    """A flat ring as one triangle strip, not indexed."""
    points = []
    for step in range(segments + 1):
        angle = 2 * math.pi * (step % segments) / segments
        for distance in (radius, radius + thickness):
            points.append((distance * math.cos(angle), 0.0, distance * math.sin(angle)))
    return points


def turn_about_z(degrees):
    half = math.radians(degrees) / 2
    return [0, 0, math.sin(half), math.cos(half)]


binary, views, accessors = bytearray(), [], []


def add(values, kind):
    flat = [number for value in values for number in (value if kind == "VEC3" else [value])]
    data = struct.pack(f"<{len(flat)}{'f' if kind == 'VEC3' else 'H'}", *flat)
    views.append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(data)})
    accessor = {"bufferView": len(views) - 1, "componentType": 5126 if kind == "VEC3" else 5123,
                "count": len(values), "type": kind}
    if kind == "VEC3":
        accessor["min"] = [min(point[axis] for point in values) for axis in range(3)]
        accessor["max"] = [max(point[axis] for point in values) for axis in range(3)]
    accessors.append(accessor)
    binary.extend(data + bytes(-len(data) % 4))
    return len(accessors) - 1


sphere_points, sphere_indices = icosphere(3)
sphere = {"POSITION": add(sphere_points, "VEC3")}
sphere_triangles = add(sphere_indices, "SCALAR")
floor = add([(-1, 0, -1), (-1, 0, 1), (1, 0, 1), (1, 0, -1)], "VEC3")
floor_triangles = add([0, 1, 2, 0, 2, 3], "SCALAR")
orbit = add(ring(96, 1.0, 0.02), "VEC3")

materials = [("sun", [1, 0.9, 0.7], [1, 0.78, 0.45]), ("clay", [0.72, 0.3, 0.18], None),
             ("moss", [0.3, 0.5, 0.2], None), ("chalk", [0.82, 0.8, 0.76], None),
             ("slate", [0.3, 0.34, 0.42], None), ("brass", [0.75, 0.6, 0.3], None),
             ("window", [0, 0, 0], [0.7, 0.85, 1])]
# Metallic and roughness factors; the others are rough and no metal.
finishes = {"brass": (1, 0.35), "slate": (0, 0.45)}
index_of = {name: index for index, (name, _, _) in enumerate(materials)}


def globe(material):
    return {"primitives": [{"attributes": sphere, "indices": sphere_triangles, "material": index_of[material]}]}


def planet(mesh, orbit_radius, size, angle, children=()):
    """An orbit's ring with a globe on it; the angle is turned by the parent, so children turn with it."""
    half = math.radians(angle) / 2
    nodes.append({"mesh": mesh, "translation": [orbit_radius, 0, 0], "scale": [size] * 3, "children": list(children)})
    nodes.append({"mesh": 5, "scale": [orbit_radius, 1, orbit_radius]})
    nodes.append({"rotation": [0, math.sin(half), 0, math.cos(half)], "children": [len(nodes) - 2, len(nodes) - 1]})
    return len(nodes) - 1


nodes = []
nodes.append({"mesh": 3, "translation": [1.9, 0.5, 0], "scale": [0.28] * 3})
moon = 0
orbits = [planet(1, 1.7, 0.34, 35), planet(2, 2.6, 0.46, 165, [moon]), planet(3, 3.4, 0.3, 290)]
nodes.append({"mesh": 0, "scale": [0.7] * 3})
nodes.append({"rotation": turn_about_z(7), "translation": [0, 1.5, 0], "children": orbits + [len(nodes) - 1]})
tilted = len(nodes) - 1
nodes.append({"mesh": 4, "matrix": [14, 0, 0, 0, 0, 1, 0, 0, 0, 0, 14, 0, 0, 0, 0, 1]})
nodes.append({"mesh": 6, "translation": [0, 9, -2], "rotation": [1, 0, 0, 0], "scale": [7, 1, 7]})
eye, target = (0.0, 4.6, 9.2), (0.0, 1.1, 0.0)
pitch = math.atan2(eye[1] - target[1], eye[2] - target[2])
nodes.append({"camera": 0, "translation": list(eye), "rotation": [-math.sin(pitch / 2), 0, 0, math.cos(pitch / 2)]})

document = {
    "asset": {"version": "2.0", "generator": "make_orrery.py"},
    "extensionsUsed": ["KHR_materials_emissive_strength"],
    "scene": 0,
    "scenes": [{"nodes": [tilted, len(nodes) - 3, len(nodes) - 2, len(nodes) - 1]}],
    "nodes": nodes,
    "meshes": [
        globe("sun"), globe("clay"), globe("moss"), globe("chalk"),
        {"primitives": [{"attributes": {"POSITION": floor}, "indices": floor_triangles, "material": index_of["slate"]}]},
        {"primitives": [{"attributes": {"POSITION": orbit}, "mode": 5, "material": index_of["brass"]}]},
        {"primitives": [{"attributes": {"POSITION": floor}, "indices": floor_triangles, "material": index_of["window"]}]},
    ],
    "materials": [
        {"name": name, "pbrMetallicRoughness": dict(zip(("baseColorFactor", "metallicFactor", "roughnessFactor"),
                                                       (colour + [1], *finishes.get(name, (0, 1))))),
         **({"emissiveFactor": emission, "extensions": {"KHR_materials_emissive_strength": {"emissiveStrength": 10}}}
            if name == "sun" else {"emissiveFactor": emission} if emission else {})}
        for name, colour, emission in materials
    ],
    "cameras": [{"type": "perspective", "perspective": {"yfov": 0.62, "znear": 0.1}}],
    "accessors": accessors,
    "bufferViews": views,
    "buffers": [{"byteLength": len(binary)}],
}
text = json.dumps(document, separators=(",", ":")).encode()
text += b" " * (-len(text) % 4)
body = struct.pack("<II", len(text), 0x4E4F534A) + text + struct.pack("<II", len(binary), 0x004E4942) + binary
Path(__file__).with_name("orrery.glb").write_bytes(b"glTF" + struct.pack("<II", 2, 12 + len(body)) + body)
