'use client';

import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';

import { changeDraft } from './job-draft-store';
import { type PictureField, type PictureForm, pictureRanges, readPicture } from './picture-settings';

interface Explained {
  readonly field: PictureField;
  readonly unit?: string;
  readonly hint: string;
}

const explained: readonly Explained[] = [
  { field: 'widthPx', unit: 'px', hint: 'Of the whole picture.' },
  { field: 'heightPx', unit: 'px', hint: 'Of the whole picture.' },
  { field: 'samples', hint: 'Paths per pixel: four times as many halve the grain.' },
  { field: 'bounces', hint: 'How often light is followed from surface to surface.' },
  { field: 'tileEdgePx', unit: 'px', hint: 'A tile is what is delivered, checked and paid.' },
  { field: 'seed', hint: 'The same seed gives the same picture, to the last bit.' },
];

export interface AdvancedPictureProps {
  readonly picture: PictureForm;
  readonly isPreset: boolean;
}

/** Every setting of the picture. Opens by itself where the settings are no preset, so that nothing hides. */
export function AdvancedPicture({ picture, isPreset }: AdvancedPictureProps) {
  const reading = readPicture(picture);
  const problems = reading.ok ? {} : reading.problems;
  return (
    <details open={!isPreset} className="rounded-panel border border-line">
      <summary className="px-4 py-2.5 text-sm font-medium select-none">Advanced</summary>
      <div className="grid gap-4 border-t border-line px-4 py-4 sm:grid-cols-2 lg:grid-cols-3">
        {explained.map(({ field, unit, hint }) => (
          <Field
            key={field}
            label={pictureRanges[field].label}
            htmlFor={`picture-${field}`}
            hint={hint}
            problem={problems[field]}
          >
            <Input
              id={`picture-${field}`}
              inputMode="numeric"
              autoComplete="off"
              maxLength={16}
              figures
              {...(unit === undefined ? {} : { unit })}
              invalid={problems[field] !== undefined}
              aria-describedby={`picture-${field}-hint`}
              value={picture[field]}
              onChange={(event) =>
                changeDraft({ picture: { ...picture, [field]: event.target.value.trim() } })
              }
            />
          </Field>
        ))}
      </div>
    </details>
  );
}
