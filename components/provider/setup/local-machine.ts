import { parseWorkerCard, type WorkerCard } from '@/lib/blobs/worker-card';
import { failure, type Result, success } from '@/lib/domain/result';
import { apiError } from '@/lib/index-api/shapes';

/** The machine that a local network has ready for whoever wants to provide. */
export interface LocalMachine {
  readonly fetchCard: () => Promise<Result<WorkerCard>>;
}

const answerWithinMs = 20_000;

/** The local network's machine for a wallet. */
export function localMachine(authority: string): LocalMachine {
  return {
    fetchCard: async () => {
      try {
        const response = await fetch(`/api/local/worker-card?authority=${authority}`, {
          signal: AbortSignal.timeout(answerWithinMs),
        });
        const text = await response.text();
        if (!response.ok) return refused(text);
        const card = parseWorkerCard(text);
        return card === undefined ? unreadable() : success(card);
      } catch {
        return failure(
          'local_machine_unreachable',
          'This computer’s network does not answer.',
          'See that `npm start` still runs, then try again.',
        );
      }
    },
  };
}

function refused(text: string): Result<WorkerCard> {
  try {
    const read = apiError.safeParse(JSON.parse(text));
    if (read.success) return { ok: false, problem: read.data.error };
  } catch {
    // Not JSON: said below like any other answer that cannot be read.
  }
  return unreadable();
}

const unreadable = (): Result<WorkerCard> =>
  failure(
    'local_machine_unreadable',
    'The machine’s answer cannot be read.',
    'Paste its card instead: the command is below.',
  );
