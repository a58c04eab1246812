import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface Measurement {
  /** File name under docs/measurements, without its ending. */
  readonly name: string;
  readonly title: string;
  /** What prints it anew. */
  readonly command: string;
  /** Markdown: tables and sentences. */
  readonly body: string;
}

/** Prints a measurement and keeps it under docs/measurements of `root`, with the machine and the date. */
export function keepMeasurement(root: string, { name, title, command, body }: Measurement): void {
  const date = new Date().toISOString().slice(0, 10);
  const text = `# ${title}\n\nMachine: ${machine()}  \nDate: ${date}  \nCommand: \`${command}\`\n\n${body.trim()}\n`;
  const directory = path.join(root, 'docs/measurements');
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, `${name}.md`), text);
  process.stdout.write(`${text}\n`);
}

/** A Markdown table. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** What was measured on; the load tells whether something else was running too. */
function machine(): string {
  const cpus = os.cpus();
  return [
    cpus[0]?.model.trim() ?? 'unknown processor',
    `${cpus.length} threads`,
    `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    `${os.platform()} ${os.arch()}`,
    `Node ${process.versions.node}`,
    `load average ${(os.loadavg()[0] ?? 0).toFixed(1)}`,
  ].join(', ');
}
