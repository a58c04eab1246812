import { type ReactNode } from 'react';

import { joinClasses } from '@/components/ui/join-classes';

export interface SceneCardProps {
  readonly value: string;
  readonly name: ReactNode;
  readonly sentence: ReactNode;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly picture: ReactNode;
  /** Small print below, such as who made it. */
  readonly credit?: ReactNode;
}

/** One scene to choose, with its picture. */
export function SceneCard({ value, name, sentence, chosen, onChoose, picture, credit }: SceneCardProps) {
  return (
    <label
      className={joinClasses(
        'group relative flex cursor-pointer gap-3 overflow-hidden rounded-panel border bg-panel transition-colors sm:flex-col sm:gap-0',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ember',
        chosen ? 'border-ember' : 'border-line hover:border-edge',
      )}
    >
      <input
        type="radio"
        name="scene"
        value={value}
        checked={chosen}
        onChange={onChoose}
        className="absolute size-px opacity-0"
      />
      <span className="block aspect-square w-24 shrink-0 overflow-hidden bg-raised sm:aspect-[4/3] sm:w-full">
        {picture}
      </span>
      <span className="flex min-w-0 flex-1 flex-col gap-0.5 py-2.5 pr-3 sm:px-3">
        <span className="flex items-center gap-2 text-sm font-medium">
          <span
            aria-hidden
            className={joinClasses(
              'size-3 shrink-0 rounded-full border',
              chosen ? 'border-[3.5px] border-ember bg-panel' : 'border-edge',
            )}
          />
          {name}
        </span>
        <span className="text-xs text-dim">{sentence}</span>
        {credit !== undefined && <span className="text-[0.6875rem] leading-4 text-dim">{credit}</span>}
      </span>
    </label>
  );
}

/** A picture on our own origin. It only repeats what the name beside it says. */
export function ScenePicture({ src }: { readonly src: string }) {
  return (
    <span
      aria-hidden
      className="block size-full bg-cover bg-center transition-transform duration-200 group-hover:scale-[1.03]"
      style={{ backgroundImage: `url(${src})` }}
    />
  );
}
