import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';

import { decodeEvent, type ProgramEvent } from './event';

/** The events of a transaction, one list for each invocation of our program in the order of their beginning. */
export interface EventLog {
  readonly invocations: readonly (readonly ProgramEvent[])[];
  /** The node cut the log off: events may be missing, and accounts must be read instead. */
  readonly truncated: boolean;
}

const invoke = /^Program (\w+) invoke \[\d+\]$/;
const leave = /^Program (\w+) (?:success|failed.*)$/;
const words = /^Program log: (0x[0-9a-f]+(?:, 0x[0-9a-f]+){4})$/;

/** Reads a transaction's log. Lines of other programs that look like events are not ours and are left out. */
export function readEventLog(lines: readonly string[]): EventLog {
  // Of every program that runs, the innermost last; only our own are handed on.
  const running: ProgramEvent[][] = [];
  const invocations: ProgramEvent[][] = [];
  for (const line of lines) {
    const started = invoke.exec(line)?.[1];
    if (started !== undefined) {
      const events: ProgramEvent[] = [];
      running.push(events);
      if (started === PYRONET_PROGRAM_ADDRESS) invocations.push(events);
    } else if (leave.test(line)) {
      running.pop();
    } else {
      const event = eventIn(line);
      if (event !== undefined) running.at(-1)?.push(event);
    }
  }
  return { invocations, truncated: lines.includes('Log truncated') };
}

function eventIn(line: string): ProgramEvent | undefined {
  const logged = words.exec(line)?.[1];
  return logged === undefined ? undefined : decodeEvent(logged.split(', ').map(BigInt));
}
