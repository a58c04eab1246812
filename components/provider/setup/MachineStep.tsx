'use client';

import { type ReactNode, useId, useState } from 'react';

import { AddressText } from '@/components/primitives/AddressText';
import { CopyButton } from '@/components/primitives/CopyButton';
import { Button } from '@/components/ui/Button';
import { Field } from '@/components/ui/Field';
import { Notice } from '@/components/ui/Notice';
import { parseWorkerCard, type WorkerCard } from '@/lib/blobs/worker-card';
import { formatBytes, formatCompact } from '@/lib/domain/quantity';
import { readableText } from '@/lib/domain/stranger-text';

import { cardProblem } from './machine-of-card';
import { type LocalMachine } from './local-machine';

export interface MachineStepProps {
  readonly authority: string;
  readonly genesisHash: string;
  readonly card: WorkerCard | null;
  readonly onCard: (card: WorkerCard | null) => void;
  /** The machine that this computer offers by itself; null away from a local network. */
  readonly local: LocalMachine | null;
}

/** Where a machine introduces itself: by one click on a local network, by its card everywhere. */
export function MachineStep({ authority, genesisHash, card, onCard, local }: MachineStepProps) {
  if (card !== null) return <KnownMachine card={card} onChange={() => onCard(null)} />;
  return (
    <div className="flex flex-col gap-5">
      {local !== null && <LocalOffer local={local} onCard={onCard} />}
      <PastedCard authority={authority} genesisHash={genesisHash} onCard={onCard} />
    </div>
  );
}

function LocalOffer({
  local,
  onCard,
}: {
  readonly local: LocalMachine;
  readonly onCard: (card: WorkerCard) => void;
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const connect = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const answer = await local.fetchCard();
    setBusy(false);
    if (answer.ok) onCard(answer.value);
    else setProblem(`${answer.problem.message} ${answer.problem.next}`);
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm">
        On the local network this computer has a machine waiting for you. It computes on the CPU, and its work
        is real.
      </p>
      <Button tone="primary" className="self-start" busy={busy} onClick={() => void connect()}>
        Use this computer
      </Button>
      {problem !== null && (
        <Notice tone="error" urgent title="The machine of this computer did not answer.">
          {problem}
        </Notice>
      )}
    </div>
  );
}

function PastedCard({
  authority,
  genesisHash,
  onCard,
}: Pick<MachineStepProps, 'authority' | 'genesisHash'> & { readonly onCard: (card: WorkerCard) => void }) {
  const id = useId();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | undefined>();
  const command = `npm run worker -- card --for ${authority}`;
  const read = (): void => {
    const card = parseWorkerCard(text);
    if (card === undefined) {
      setProblem('This is not a machine’s card. Paste all that the command printed, from { to }.');
      return;
    }
    const unusable = cardProblem(card, { authority, genesisHash });
    setProblem(unusable);
    if (unusable === undefined) onCard(card);
  };
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col gap-1.5 text-sm">
        <p>On the machine, in a copy of this project:</p>
        <p className="flex items-center gap-2 rounded-control border border-line bg-night px-3 py-2">
          <code className="min-w-0 flex-1 overflow-x-auto font-mono text-xs whitespace-nowrap" tabIndex={0}>
            {command}
          </code>
          <CopyButton text={command} what="command" />
        </p>
      </div>
      <Field
        label="Card of the machine"
        htmlFor={id}
        hint="It holds no secret: the machine’s key, its measured speed and its sizes."
        problem={problem}
      >
        <textarea
          id={id}
          rows={4}
          spellCheck={false}
          value={text}
          maxLength={4_096}
          placeholder='{"version":1, …'
          aria-describedby={`${id}-hint`}
          aria-invalid={problem !== undefined}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(undefined);
          }}
          className="rounded-control border border-edge/60 bg-night px-3 py-2 font-mono text-xs hover:border-edge"
        />
      </Field>
      <Button className="self-start" disabled={text.trim() === ''} onClick={read}>
        Read the card
      </Button>
    </div>
  );
}

function KnownMachine({ card, onChange }: { readonly card: WorkerCard; readonly onChange: () => void }) {
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-2">
        {knownFacts(card).map(({ label, value, note }) => (
          <div key={label} className="flex flex-col gap-0.5">
            <dt className="legend text-dim">{label}</dt>
            <dd>{value}</dd>
            <dd className="text-xs text-dim">{note}</dd>
          </div>
        ))}
      </dl>
      <Button size="small" tone="quiet" className="self-start" onClick={onChange}>
        Use another machine
      </Button>
    </div>
  );
}

function knownFacts(card: WorkerCard): readonly { label: string; value: ReactNode; note: string }[] {
  return [
    {
      label: 'Machine',
      value: <bdi>{readableText(card.name, 64)}</bdi>,
      note: `engine: ${readableText(card.backend, 32)}`,
    },
    {
      label: 'Speed measured',
      value: <span className="figures">{formatCompact(BigInt(card.score_units_per_s))} units/s</span>,
      note: `guarantees ${formatCompact(BigInt(card.guaranteed_units_per_s))} units/s`,
    },
    {
      label: 'Memory for a job',
      value: <span className="figures">{formatBytes(BigInt(card.memory_bytes))}</span>,
      note: card.gpu_count === 1 ? 'one lease at a time' : `${card.gpu_count} leases at a time`,
    },
    { label: 'Its key', value: <AddressText address={card.worker_key} />, note: 'signs for leases only' },
  ];
}
