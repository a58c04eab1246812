import { readableText } from '@/lib/domain/stranger-text';

const longestExtension = 8;

/**
 * The name of somebody's file, fit to show: without folders, control or direction characters, and shortened in the middle
 * so that its ending stays in sight.
 */
export function readableFileName(name: string, longest = 36): string {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const characters = Array.from(readableText(base, 1_024));
  if (characters.length === 0) return 'unnamed file';
  if (characters.length <= longest) return characters.join('');
  const dot = characters.lastIndexOf('.');
  const ending = dot > 0 ? characters.slice(dot) : [];
  const tail = ending.length <= longestExtension ? ending : [];
  return `${characters.slice(0, longest - 1 - tail.length).join('')}…${tail.join('')}`;
}
