import { type JobSettings } from '@/lib/engine/job';
import { segmentCount } from '@/lib/engine/tiles';

import { type FieldsReading, type NumberRange, readFields } from '../number-field';
import { type Preset } from '../PresetPicker';

/** What can be chosen about a picture, as text in the form's fields. */
export interface PictureForm {
  readonly widthPx: string;
  readonly heightPx: string;
  /** Paths per pixel. */
  readonly samples: string;
  /** Most surface interactions of a path. */
  readonly bounces: string;
  readonly tileEdgePx: string;
  /** Seed of every random number; the same seed gives the same picture to the last bit. */
  readonly seed: string;
}

export type PictureField = keyof PictureForm;

export type PicturePreset = Preset<PictureForm>;

const shared = { bounces: '6', tileEdgePx: '32', seed: '1' };

const standard: PicturePreset = {
  id: 'standard',
  name: 'Standard',
  sentence: '320 × 240, clean enough to judge',
  form: { ...shared, widthPx: '320', heightPx: '240', samples: '64' },
};

/** From a first look to a picture worth keeping. */
export const picturePresets: readonly PicturePreset[] = [
  {
    id: 'draft',
    name: 'Draft',
    sentence: '256 × 192, grainy, done in seconds',
    form: { ...shared, widthPx: '256', heightPx: '192', samples: '16' },
  },
  standard,
  {
    id: 'fine',
    name: 'Fine',
    sentence: '640 × 480, little grain left',
    form: { ...shared, widthPx: '640', heightPx: '480', samples: '128' },
  },
  {
    id: 'poster',
    name: 'Poster',
    sentence: '1280 × 960, for showing around',
    form: { ...shared, widthPx: '1280', heightPx: '960', samples: '256' },
  },
];

export const firstPicture: PictureForm = standard.form;

/** The preset that a form is, if it is one. */
export function presetOf(form: PictureForm): PicturePreset | undefined {
  return picturePresets.find((preset) => fields.every((field) => preset.form[field] === form[field]));
}

/** A page holds the picture in memory while it arrives: 12 bytes a pixel. */
const longestEdgePx = 4_096;
const mostTiles = 16_384;

/** What a page accepts; the engine itself goes further. */
export const pictureRanges: Readonly<Record<PictureField, NumberRange>> = {
  widthPx: { label: 'Width', least: 1, most: longestEdgePx, step: 1 },
  heightPx: { label: 'Height', least: 1, most: longestEdgePx, step: 1 },
  samples: { label: 'Samples per pixel', least: 1, most: 65_536, step: 1 },
  bounces: { label: 'Bounces', least: 0, most: 64, step: 1 },
  tileEdgePx: { label: 'Tile edge', least: 8, most: 512, step: 8 },
  seed: { label: 'Seed', least: 0, most: Number.MAX_SAFE_INTEGER, step: 1 },
};

const fields = Object.keys(pictureRanges) as readonly PictureField[];

/** The settings that a form asks for, or what is wrong with each field. */
export type PictureReading =
  | { readonly ok: true; readonly settings: JobSettings; readonly tiles: number }
  | Extract<FieldsReading<PictureField>, { ok: false }>;

export function readPicture(form: PictureForm): PictureReading {
  const reading = readFields(form, pictureRanges);
  if (!reading.ok) return reading;
  const settings: JobSettings = {
    width: Number(form.widthPx),
    height: Number(form.heightPx),
    tileEdge: Number(form.tileEdgePx),
    samples: Number(form.samples),
    bounces: Number(form.bounces),
    seed: BigInt(form.seed),
  };
  const tiles = segmentCount(settings);
  if (tiles > mostTiles) {
    return { ok: false, problems: { tileEdgePx: `This makes ${tiles} tiles; use larger ones.` } };
  }
  return { ok: true, settings, tiles };
}
