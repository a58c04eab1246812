/** Where the demo writes. A live region at the end is redrawn in place on a terminal, and left out elsewhere. */
export interface Terminal {
  readonly live: boolean;
  readonly columns: number;
  /** A line that stays. */
  readonly line: (text?: string) => void;
  /** Lines that replace the last ones drawn; nothing where output does not move. */
  readonly draw: (lines: readonly string[]) => void;
  readonly paint: Paint;
}

export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warm: (text: string) => string;
  /** On a background of 8-bit sRGB. */
  readonly on: (rgb: readonly [number, number, number], text: string) => string;
}

const escape = '\u001b[';

export function openTerminal(stream: NodeJS.WriteStream, plain: boolean): Terminal {
  const live = stream.isTTY && !plain;
  let drawn = 0;
  const clear = (): string => (drawn === 0 ? '' : `${escape}${drawn}A${escape}0J`);
  let last: readonly string[] = [];
  return {
    live,
    columns: Math.max(40, stream.columns ?? 100),
    line: (text = '') => {
      if (!live) {
        stream.write(`${text}\n`);
        return;
      }
      const below = last.map((line) => `${line}\n`).join('');
      stream.write(`${clear()}${text}\n${below}`);
      drawn = last.length;
    },
    draw: (lines) => {
      if (!live) return;
      stream.write(clear() + lines.map((line) => `${line}\n`).join(''));
      drawn = lines.length;
      last = lines;
    },
    paint: live ? colours : colourless,
  };
}

const wrap =
  (open: string) =>
  (text: string): string =>
    `${escape}${open}m${text}${escape}0m`;

const colours: Paint = {
  bold: wrap('1'),
  dim: wrap('2'),
  good: wrap('32'),
  bad: wrap('31'),
  warm: wrap('38;5;208'),
  on: ([red, green, blue], text) => wrap(`48;2;${red};${green};${blue}`)(text),
};

const same = (text: string): string => text;

const colourless: Paint = {
  bold: same,
  dim: same,
  good: same,
  bad: same,
  warm: same,
  on: (_, text) => text,
};
