import { type JobSettings } from '@/lib/engine/job';
import { segmentCount } from '@/lib/engine/tiles';

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

export interface PicturePreset {
  readonly id: string;
  readonly name: string;
  readonly sentence: string;
  readonly form: PictureForm;
}

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

interface Range {
  readonly label: string;
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

/** What a page accepts; the engine itself goes further. */
export const pictureRanges: Readonly<Record<PictureField, Range>> = {
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
  | { readonly ok: false; readonly problems: Readonly<Partial<Record<PictureField, string>>> };

export function readPicture(form: PictureForm): PictureReading {
  const problems: Partial<Record<PictureField, string>> = {};
  for (const field of fields) {
    const problem = fieldProblem(form[field], pictureRanges[field]);
    if (problem !== undefined) problems[field] = problem;
  }
  if (Object.keys(problems).length > 0) return { ok: false, problems };
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

function fieldProblem(text: string, { least, most, step }: Range): string | undefined {
  if (!/^\d{1,16}$/.test(text)) return 'Enter a whole number.';
  const value = Number(text);
  if (value < least || value > most) return `Enter a number from ${least} to ${most}.`;
  return value % step === 0 ? undefined : `Enter a multiple of ${step}.`;
}
