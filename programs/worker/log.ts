/** One line per event for people: when, how serious, what, and the facts as `name=value`. Never a key or a secret. */
export interface Log {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
}

export type LogFacts = Readonly<Record<string, string | number | bigint | boolean | undefined>>;

export function lineLog(write: (line: string) => void, now: () => Date = () => new Date()): Log {
  const line =
    (level: string) =>
    (event: string, facts: LogFacts = {}): void => {
      const shown = Object.entries(facts)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => ` ${name}=${quoted(String(value))}`);
      write(`${now().toISOString()} ${level} ${event}${shown.join('')}`);
    };
  return { info: line('info '), warn: line('warn '), error: line('error') };
}

const LONGEST_VALUE_CHARACTERS = 300;

/** Values may come from strangers: no line breaks or control characters reach the terminal. */
function quoted(value: string): string {
  const short =
    value.length > LONGEST_VALUE_CHARACTERS ? `${value.slice(0, LONGEST_VALUE_CHARACTERS)}…` : value;
  return /^[\w.:/+@…-]+$/.test(short)
    ? short
    : JSON.stringify(short).replace(/[\u007f-\u009f\u2028\u2029]/g, '?');
}

/** What went wrong, as facts of a log line; errors of this project also say what to do next. */
export function problemFacts(problem: unknown): LogFacts {
  if (!(problem instanceof Error)) return { problem: String(problem) };
  const code: unknown = Reflect.get(problem, 'code');
  const next: unknown = Reflect.get(problem, 'next');
  return {
    ...(typeof code === 'string' ? { code } : {}),
    problem: problem.message,
    ...(typeof next === 'string' ? { next } : {}),
  };
}
