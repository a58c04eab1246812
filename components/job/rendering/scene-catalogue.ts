import { type SceneFormat } from '@/lib/engine/engine';

/** A scene that comes with the project: `public/scenes/README.md` names its source and licence. */
export interface CatalogueScene {
  readonly id: string;
  readonly name: string;
  /** What it is good for, in a few words. */
  readonly sentence: string;
  /** Where the page finds the file and its picture, both on its own origin. */
  readonly file: string;
  readonly picture: string;
  readonly format: SceneFormat;
  /** Who made it, and under which licence. */
  readonly credit: string;
}

const cornellBox: CatalogueScene = {
  id: 'cornell',
  name: 'Cornell box',
  sentence: 'The measured room that renderers are compared by.',
  file: '/scenes/cornell_box.json',
  picture: '/scenes/thumbnails/cornell_box.png',
  format: 'cornell-json',
  credit: 'Cornell University Program of Computer Graphics, for public use',
};

/** What a visitor sees first. */
export const firstScene = cornellBox;

export const sceneCatalogue: readonly CatalogueScene[] = [
  cornellBox,
  {
    id: 'teapot',
    name: 'Utah teapot',
    sentence: 'A mesh of 992 triangles, from a PLY file.',
    file: '/scenes/teapot.ply',
    picture: '/scenes/thumbnails/teapot.png',
    format: 'ply',
    credit: 'Martin Newell, 1984, public domain',
  },
  {
    id: 'orrery',
    name: 'Orrery',
    sentence: 'Globes on tilted orbits around a light, from a GLB file.',
    file: '/scenes/orrery.glb',
    picture: '/scenes/thumbnails/orrery.png',
    format: 'glb',
    credit: 'Made for this project, under its licence',
  },
];

/** The scene of an identifier; the first one where it is not known. */
export function catalogueScene(id: string): CatalogueScene {
  return sceneCatalogue.find((scene) => scene.id === id) ?? firstScene;
}
