'use client';

import { type WalletChoice } from '@/lib/wallet/wallet-store';

export interface WalletChoicesProps {
  readonly title: string;
  readonly note?: string;
  readonly choices: readonly WalletChoice[];
  /** Id of the one in use. */
  readonly currentId?: string | undefined;
  readonly onChoose: (choiceId: string) => void;
}

/** A titled list of wallets or personas; nothing when there is none. */
export function WalletChoices({ title, note, choices, currentId, onChoose }: WalletChoicesProps) {
  if (choices.length === 0) return null;
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="legend text-dim">{title}</h3>
      {note !== undefined && <p className="text-xs text-dim">{note}</p>}
      <ul className="flex flex-col gap-1.5">
        {choices.map((choice) => (
          <li key={choice.id}>
            <Choice choice={choice} isCurrent={choice.id === currentId} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ChoiceProps extends Pick<WalletChoicesProps, 'onChoose'> {
  readonly choice: WalletChoice;
  readonly isCurrent: boolean;
}

function Choice({ choice, isCurrent, onChoose }: ChoiceProps) {
  const { id, name, icon, detail, unusableBecause } = choice;
  const words = unusableBecause ?? detail;
  return (
    <button
      type="button"
      aria-current={isCurrent || undefined}
      disabled={unusableBecause !== null}
      onClick={() => onChoose(id)}
      className="flex min-h-12 w-full items-center gap-3 rounded-control border border-edge/60 px-3 py-2 text-left hover:border-edge hover:bg-raised disabled:cursor-not-allowed disabled:opacity-60 aria-current:border-ember"
    >
      {icon === null ? (
        <span
          aria-hidden
          className="grid size-7 shrink-0 place-items-center rounded-full bg-raised font-mono text-xs text-ember"
        >
          {name.slice(0, 1)}
        </span>
      ) : (
        // The wallet's own picture, from a `data:` address: there is nothing to optimise or to fetch.
        // eslint-disable-next-line @next/next/no-img-element
        <img src={icon} alt="" className="size-7 shrink-0 rounded-[6px]" />
      )}
      <span className="flex min-w-0 flex-col">
        <span className="truncate text-sm font-medium">{name}</span>
        {words !== null && <span className="text-xs text-dim">{words}</span>}
      </span>
      {isCurrent && <span className="ml-auto font-mono text-xs text-ember">this tab</span>}
    </button>
  );
}
