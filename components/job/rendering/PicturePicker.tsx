'use client';

import { Late } from '@/components/ui/Late';
import { Skeleton } from '@/components/ui/Skeleton';

import { changeDraft, useJobDraft } from '../job-draft-store';
import { PresetPicker } from '../PresetPicker';
import { picturePresets, presetOf } from './picture-settings';

const loadDetails = () => import('./PictureDetails');

/** How large and how clean the picture becomes: presets first, every setting behind "Advanced". */
export function PicturePicker() {
  const { picture } = useJobDraft();
  const chosen = presetOf(picture);
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-3 text-base font-semibold">Picture</legend>
      <PresetPicker
        name="picture"
        presets={picturePresets}
        chosen={chosen}
        onChoose={(form) => changeDraft({ picture: form })}
      />
      <Late
        load={loadDetails}
        props={{ isPreset: chosen !== undefined }}
        fallback={<Skeleton className="h-11 w-full" />}
      />
    </fieldset>
  );
}
