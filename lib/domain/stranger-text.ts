/**
 * Names that strangers wrote, made fit to stand beside ours: no control, direction or invisible characters, no towers of
 * combining marks, no line breaks, and never longer than the place they stand in. What is left is text, never markup.
 */

const unseen = /[\p{C}\p{Default_Ignorable_Code_Point}]/gu;
const spaces = /[\p{Z}\s]+/gu;
const stackedMarks = /(\p{M}{2})\p{M}+/gu;

/** At most `longest` characters of `text`, cut with an ellipsis; empty when nothing readable is left. */
export function readableText(text: string, longest = 48): string {
  const clean = text
    // A hostile text may be far longer than what is shown; nothing after this can be.
    .slice(0, longest * 16)
    .normalize('NFC')
    .replace(spaces, ' ')
    .replace(unseen, '')
    .replace(stackedMarks, '$1')
    .trim();
  const characters = Array.from(clean);
  return characters.length <= longest ? clean : `${characters.slice(0, longest - 1).join('')}…`;
}
