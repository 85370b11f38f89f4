import { Cartesian3, Color, CustomShader, CustomShaderMode, LightingModel, UniformType } from '@cesium/engine'
import type { BuildingLook } from './buildingLook'
import type { Palette } from './palette'

// Stands for "there is no water": lower than any level.
const noFloodM = -10_000

const modes: Record<BuildingLook['colour'], number> = { height: 0, use: 1, ward: 2, flood: 3 }

// Flat light from the north-west, as on a printed map: walls are told from roofs, and nothing depends on the time of day. The normal comes
// from the picture itself, so that tiles need none. Uses follow `buildingUses` in the contract.
const fragmentShaderText = `
vec3 colourOfUse(int use) {
  if (use == 1) return u_low;
  if (use == 2 || use == 9) return mix(u_low, u_commerce, 0.75);
  if (use == 3 || use == 7) return mix(u_low, u_office, 0.7);
  if (use == 4) return mix(u_low, u_industry, 0.7);
  if (use == 5 || use == 6) return mix(u_low, u_public, 0.75);
  return mix(u_low, u_high, 0.25);
}
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  vec3 facing = normalize(cross(dFdx(fsInput.attributes.positionEC), dFdy(fsInput.attributes.positionEC)));
  vec3 facingWorld = czm_inverseViewRotation * facing;
  float roof = smoothstep(0.6, 0.9, dot(facingWorld, u_up));
  float wall = 0.5 + 0.5 * dot(facingWorld, u_light);
  float tall = clamp(fsInput.metadata.height / 40.0, 0.0, 1.0);
  vec3 base = mix(u_low, u_high, sqrt(tall));
  if (u_mode == 1) base = colourOfUse(int(fsInput.metadata.use));
  if (u_mode == 2) base = mix(u_low, u_high, 0.35);
  if (u_mode == 3) base = u_dim;
  bool isWet = fsInput.metadata.floodLevel <= u_floodLevelM;
  float depth = clamp((u_floodLevelM - fsInput.metadata.ground) / 3.0, 0.0, 1.0);
  if (isWet) base = mix(u_shallow, u_deep, depth);
  vec3 colour = base * mix(0.46 + 0.34 * wall, 1.0, roof);
  material.diffuse = pow(colour, vec3(2.2));
}`

type Uniforms = ConstructorParameters<typeof CustomShader>[0]['uniforms']

/** The shader that all buildings share: a change of colour or water level is a change of a uniform, never of 30,000 features. */
export function createBuildingShader(up: Cartesian3, light: Cartesian3, palette: Palette): CustomShader {
  const colour = (value: Cartesian3) => ({ type: UniformType.VEC3, value })
  const uniforms: Uniforms = {
    u_mode: { type: UniformType.INT, value: modes.height },
    u_floodLevelM: { type: UniformType.FLOAT, value: noFloodM },
    u_up: colour(up),
    u_light: colour(light),
  }
  for (const [name, value] of Object.entries(coloursOf(palette))) uniforms[name] = colour(value)
  return new CustomShader({ mode: CustomShaderMode.REPLACE_MATERIAL, lightingModel: LightingModel.UNLIT, uniforms, fragmentShaderText })
}

export function setBuildingColour(shader: CustomShader, colour: BuildingLook['colour']): void {
  shader.setUniform('u_mode', modes[colour])
}

/** Buildings that the water reaches at this level (metres above the height datum) turn to its colour by depth; null for none. */
export function setFloodLevel(shader: CustomShader, levelM: number | null): void {
  shader.setUniform('u_floodLevelM', levelM ?? noFloodM)
}

export function setBuildingPalette(shader: CustomShader, palette: Palette): void {
  for (const [name, value] of Object.entries(coloursOf(palette))) shader.setUniform(name, value)
}

function coloursOf(palette: Palette): Record<string, Cartesian3> {
  const { buildings } = palette
  return {
    u_low: toVector(buildings.low),
    u_high: toVector(buildings.high),
    u_dim: toVector(buildings.dim),
    u_commerce: toVector(buildings.commerce),
    u_office: toVector(buildings.office),
    u_industry: toVector(buildings.industry),
    u_public: toVector(buildings.publicService),
    u_shallow: toVector(buildings.shallow),
    u_deep: toVector(buildings.deep),
  }
}

function toVector(css: string): Cartesian3 {
  const { red, green, blue } = Color.fromCssColorString(css) ?? Color.GRAY
  return new Cartesian3(red, green, blue)
}
