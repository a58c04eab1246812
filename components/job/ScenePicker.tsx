'use client';

import { changeDraft, useJobDraft } from './job-draft-store';
import { sceneCatalogue } from './scene-catalogue';
import { SceneCard, ScenePicture } from './SceneCard';
import { SceneUpload } from './SceneUpload';
import { useSceneUpload } from './use-scene-upload';

/** What to render: a scene that comes with the project, or a file of one's own. */
export function ScenePicker({ maxUploadBytes }: { readonly maxUploadBytes: bigint | null }) {
  const { scene } = useJobDraft();
  const { state, upload } = useSceneUpload(maxUploadBytes);
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-3 text-base font-semibold">Scene</legend>
      <div className="grid gap-3 sm:grid-cols-3">
        {sceneCatalogue.map(({ id, name, sentence, picture, credit }) => (
          <SceneCard
            key={id}
            value={id}
            name={name}
            sentence={sentence}
            credit={credit}
            picture={<ScenePicture src={picture} />}
            chosen={scene.kind === 'catalogue' && scene.id === id}
            onChoose={() => changeDraft({ scene: { kind: 'catalogue', id } })}
          />
        ))}
      </div>
      <SceneUpload state={state} onFiles={upload} chosenName={scene.kind === 'upload' ? scene.name : null} />
    </fieldset>
  );
}
