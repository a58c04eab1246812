'use client';

import { AdvancedFields, type ExplainedField } from '../AdvancedFields';
import { changeDraft, useJobDraft } from '../job-draft-store';
import { type PictureField, pictureRanges, readPicture } from './picture-settings';

const explained: readonly ExplainedField<PictureField>[] = [
  { field: 'widthPx', unit: 'px', hint: 'Of the whole picture.' },
  { field: 'heightPx', unit: 'px', hint: 'Of the whole picture.' },
  { field: 'samples', hint: 'Paths per pixel: four times as many halve the grain.' },
  { field: 'bounces', hint: 'How often light is followed from surface to surface.' },
  { field: 'tileEdgePx', unit: 'px', hint: 'A tile is what is delivered, checked and paid.' },
  { field: 'seed', hint: 'The same seed gives the same picture, to the last bit.' },
];

/** Every setting of the picture. It comes after the page itself. */
export default function PictureDetails({ isPreset }: { readonly isPreset: boolean }) {
  const { picture } = useJobDraft();
  const reading = readPicture(picture);
  return (
    <AdvancedFields
      id="picture"
      fields={explained}
      ranges={pictureRanges}
      form={picture}
      problems={reading.ok ? {} : reading.problems}
      onChange={(field, text) => changeDraft({ picture: { ...picture, [field]: text } })}
      isPreset={isPreset}
    />
  );
}
