import { readFileSync } from 'node:fs';

/** Kernel ticks in a second, which Linux fixes at 100 for what it shows to programs. */
const TICKS_PER_SECOND = 100;

/** Processor seconds that a process has used, over all its threads; undefined where the platform does not tell. */
export function processorSeconds(pid: number): number | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // Counted after the command in parentheses, which may itself hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
