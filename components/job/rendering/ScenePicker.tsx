'use client';

import { failure } from '@/lib/domain/result';
import { formatBytes } from '@/lib/domain/quantity';

import { changeDraft, useJobDraft } from '../job-draft-store';
import { FileDrop } from '../upload/FileDrop';
import { useFileUpload } from '../upload/use-file-upload';
import { sceneCatalogue } from './scene-catalogue';
import { SceneCard, ScenePicture } from './SceneCard';
import { acceptedEndings, largestFileBytes } from './scene-upload';

/** What to render: a scene that comes with the project, or a file of one's own. */
export function ScenePicker({ maxUploadBytes }: { readonly maxUploadBytes: bigint | null }) {
  const { scene } = useJobDraft();
  const { state, upload } = useFileUpload({
    read: async (file) => (await import('./open-scene')).readSceneFile(file, maxUploadBytes),
    oneAtATime,
    onRead: (choice) => changeDraft({ scene: choice }),
  });
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
      <FileDrop
        state={state}
        onFiles={upload}
        accept={acceptedEndings}
        kinds={`GLB, glTF or PLY, up to ${formatBytes(BigInt(largestFileBytes))}`}
        readyTo="render"
        chosenName={scene.kind === 'upload' ? scene.name : null}
      />
    </fieldset>
  );
}

const oneAtATime = failure(
  'file_not_single',
  'A job renders one file.',
  'Drop one; a glTF with further files needs to be exported as GLB, which holds everything itself.',
).problem;
