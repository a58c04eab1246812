import { type ChildProcess } from 'node:child_process';

/** The first line of a process's output that matches; rejects where the process ends without one. */
export function firstLineWith(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      const line = text.split('\n').find((candidate) => pattern.test(candidate));
      if (line === undefined) return;
      child.stdout?.off('data', read);
      child.stdout?.resume();
      resolve(line);
    };
    child.stdout?.on('data', read);
    child.once('exit', (code) => reject(new Error(`the process ended with code ${code} and said: ${text}`)));
  });
}
