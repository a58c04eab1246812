'use client';

import { joinClasses } from '@/components/ui/join-classes';

import { AdvancedPicture } from './AdvancedPicture';
import { changeDraft, useJobDraft } from './job-draft-store';
import { picturePresets, presetOf } from './picture-settings';

/** How large and how clean the picture becomes: presets first, every setting behind "Advanced". */
export function PicturePicker() {
  const { picture } = useJobDraft();
  const chosen = presetOf(picture);
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-3 text-base font-semibold">Picture</legend>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {picturePresets.map((preset) => (
          <label
            key={preset.id}
            className={joinClasses(
              'relative flex cursor-pointer flex-col gap-1 rounded-panel border bg-panel px-3 py-2.5 transition-colors',
              'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ember',
              preset === chosen ? 'border-ember' : 'border-line hover:border-edge',
            )}
          >
            <input
              type="radio"
              name="picture"
              value={preset.id}
              checked={preset === chosen}
              onChange={() => changeDraft({ picture: preset.form })}
              className="absolute size-px opacity-0"
            />
            <span className="text-sm font-medium">{preset.name}</span>
            <span className="text-xs text-dim">{preset.sentence}</span>
          </label>
        ))}
      </div>
      <AdvancedPicture picture={picture} isPreset={chosen !== undefined} />
    </fieldset>
  );
}
