// Glossy opaque surfaces. Follows programs/compute-spec/src/reflection.rs operation by operation.
#pragma once

#include "sampling.cuh"

namespace pyronet {

struct Gloss {
  Vector tangent, bitangent, normal;
  // Towards the viewer, in that frame.
  Vector view;
  Vector diffuse, facing;
  float grazing, interface_facing, interface_grazing, alpha, share;
};

struct Reflected {
  bool some;
  Vector direction, reflectance;
  float density;
};

constexpr float SMALLEST_COSINE = 1.0f / 1048576.0f;
constexpr float SMOOTHEST = 1.0f / 32.0f;

PYRONET_FUNCTION Vector into_frame(const Gloss& gloss, Vector direction) {
  return {dot(gloss.tangent, direction), dot(gloss.bitangent, direction), dot(gloss.normal, direction)};
}

PYRONET_FUNCTION float fifth_power(float x) {
  const float square = multiply(x, x);
  return multiply(multiply(square, square), x);
}

PYRONET_FUNCTION Vector fresnel_of(const Gloss& gloss, float cosine) {
  const float rise = fifth_power(subtract(1.0f, cosine));
  return plus(gloss.facing, scaled(minus(splat(gloss.grazing), gloss.facing), rise));
}

PYRONET_FUNCTION float interface_at(const Gloss& gloss, float cosine) {
  return add(gloss.interface_facing, multiply(subtract(gloss.interface_grazing, gloss.interface_facing),
                                              fifth_power(subtract(1.0f, cosine))));
}

PYRONET_FUNCTION Gloss make_gloss(Vector normal, Vector view, Vector base_colour, float metallic, float roughness,
                                  float refraction) {
  Gloss gloss;
  const Tangents frame = tangents_of(normal);
  gloss.tangent = frame.tangent;
  gloss.bitangent = frame.bitangent;
  gloss.normal = normal;
  const Vector seen = into_frame(gloss, view);
  gloss.view = {seen.x, seen.y, greater(seen.z, SMALLEST_COSINE)};
  const float ratio = divide(subtract(refraction, 1.0f), add(refraction, 1.0f));
  const float facing = multiply(ratio, ratio);
  const float grazing = refraction == 1.0f ? 0.0f : 1.0f;
  const float plain = subtract(1.0f, metallic);
  const float rough = greater(roughness, SMOOTHEST);
  const float dulled = subtract(1.0f, multiply(0.75f, multiply(rough, rough)));
  gloss.diffuse = scaled(base_colour, plain);
  gloss.facing = plus(scaled(base_colour, metallic), splat(multiply(facing, plain)));
  gloss.grazing = add(metallic, multiply(grazing, plain));
  gloss.interface_facing = facing;
  gloss.interface_grazing = lesser(grazing, greater(facing, dulled));
  gloss.alpha = multiply(rough, rough);
  gloss.share = 1.0f;
  const float cosine = lesser(gloss.view.z, 1.0f);
  const Vector mirrored = fresnel_of(gloss, cosine);
  const Vector scattered = scaled(gloss.diffuse, subtract(1.0f, interface_at(gloss, cosine)));
  const float mirrored_sum = add(add(mirrored.x, mirrored.y), mirrored.z);
  const float all = add(mirrored_sum, add(add(scattered.x, scattered.y), scattered.z));
  if (all > 0.0f) gloss.share = divide(mirrored_sum, all);
  return gloss;
}

// 1 + 2 Lambda of Smith's masking.
PYRONET_FUNCTION float slope_of(const Gloss& gloss, Vector direction) {
  const float squared_tangent = divide(add(multiply(direction.x, direction.x), multiply(direction.y, direction.y)),
                                       multiply(direction.z, direction.z));
  return square_root(add(1.0f, multiply(multiply(gloss.alpha, gloss.alpha), squared_tangent)));
}

PYRONET_FUNCTION Reflected evaluate_local(const Gloss& gloss, Vector direction, Vector light) {
  Reflected reflected = {false, direction, {0.0f, 0.0f, 0.0f}, 0.0f};
  if (!(light.z > SMALLEST_COSINE)) return reflected;
  const Vector view = gloss.view;
  const Vector half = normalised(plus(view, light));
  const float squared_alpha = multiply(gloss.alpha, gloss.alpha);
  const float spread = add(divide(add(multiply(half.x, half.x), multiply(half.y, half.y)), squared_alpha),
                           multiply(half.z, half.z));
  const float facets = divide(INVERSE_PI, multiply(squared_alpha, multiply(spread, spread)));
  const float view_slope = slope_of(gloss, view);
  const float per_view = divide(facets, multiply(2.0f, view.z));
  const float mirrored = divide(per_view, add(view_slope, slope_of(gloss, light)));
  const Vector fresnel = fresnel_of(gloss, lesser(dot(view, half), 1.0f));

  const float mean = add(gloss.interface_facing,
                         multiply(subtract(gloss.interface_grazing, gloss.interface_facing), 1.0f / 21.0f));
  const float enters = multiply(subtract(1.0f, interface_at(gloss, lesser(view.z, 1.0f))),
                                subtract(1.0f, interface_at(gloss, lesser(light.z, 1.0f))));
  const float cosine = multiply(light.z, INVERSE_PI);
  const float scattered = multiply(divide(enters, subtract(1.0f, mean)), cosine);

  const float density = add(multiply(gloss.share, divide(per_view, add(1.0f, view_slope))),
                            multiply(subtract(1.0f, gloss.share), cosine));
  if (!(density > 0.0f)) return reflected;
  reflected.some = true;
  reflected.reflectance =
      scaled(plus(scaled(gloss.diffuse, scattered), scaled(fresnel, mirrored)), divide(1.0f, density));
  reflected.density = density;
  return reflected;
}

// A microfacet's normal out of those the viewer sees (Dupuy, Benyoub 2023).
PYRONET_FUNCTION Vector visible_normal(const Gloss& gloss, DiscPoint point) {
  const Vector stretched =
      normalised({multiply(gloss.view.x, gloss.alpha), multiply(gloss.view.y, gloss.alpha), gloss.view.z});
  const float z = subtract(multiply(subtract(1.0f, point.squared_radius), add(1.0f, stretched.z)), stretched.z);
  const float sine = square_root(greater(subtract(1.0f, multiply(z, z)), 0.0f));
  const float turn = point.squared_radius > 0.0f ? divide(sine, square_root(point.squared_radius)) : 0.0f;
  const Vector half = plus({multiply(point.x, turn), multiply(point.y, turn), z}, stretched);
  return normalised({multiply(half.x, gloss.alpha), multiply(half.y, gloss.alpha), greater(half.z, 0.0f)});
}

PYRONET_FUNCTION Reflected sample_gloss(const Gloss& gloss, float choice, float first, float second) {
  const DiscPoint point = disc_point(first, second);
  Vector local = {point.x, point.y, square_root(greater(subtract(1.0f, point.squared_radius), 0.0f))};
  if (choice < gloss.share) {
    const Vector half = visible_normal(gloss, point);
    const float along = dot(gloss.view, half);
    local = minus(scaled(half, add(along, along)), gloss.view);
  }
  const Vector direction = normalised(plus(
      plus(scaled(gloss.tangent, local.x), scaled(gloss.bitangent, local.y)), scaled(gloss.normal, local.z)));
  return evaluate_local(gloss, direction, local);
}

}  // namespace pyronet
