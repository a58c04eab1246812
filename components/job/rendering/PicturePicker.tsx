'use client';

import { AdvancedFields, type ExplainedField } from '../AdvancedFields';
import { changeDraft, useJobDraft } from '../job-draft-store';
import { PresetPicker } from '../PresetPicker';
import { type PictureField, picturePresets, pictureRanges, presetOf, readPicture } from './picture-settings';

const explained: readonly ExplainedField<PictureField>[] = [
  { field: 'widthPx', unit: 'px', hint: 'Of the whole picture.' },
  { field: 'heightPx', unit: 'px', hint: 'Of the whole picture.' },
  { field: 'samples', hint: 'Paths per pixel: four times as many halve the grain.' },
  { field: 'bounces', hint: 'How often light is followed from surface to surface.' },
  { field: 'tileEdgePx', unit: 'px', hint: 'A tile is what is delivered, checked and paid.' },
  { field: 'seed', hint: 'The same seed gives the same picture, to the last bit.' },
];

/** How large and how clean the picture becomes: presets first, every setting behind "Advanced". */
export function PicturePicker() {
  const { picture } = useJobDraft();
  const chosen = presetOf(picture);
  const reading = readPicture(picture);
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-3 text-base font-semibold">Picture</legend>
      <PresetPicker
        name="picture"
        presets={picturePresets}
        chosen={chosen}
        onChoose={(form) => changeDraft({ picture: form })}
      />
      <AdvancedFields
        id="picture"
        fields={explained}
        ranges={pictureRanges}
        form={picture}
        problems={reading.ok ? {} : reading.problems}
        onChange={(field, text) => changeDraft({ picture: { ...picture, [field]: text } })}
        isPreset={chosen !== undefined}
      />
    </fieldset>
  );
}
