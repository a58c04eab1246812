/** Length-preserving copy of Rust source with comments and strings blanked, so that brackets can be counted. */
export function blanked(source: string): string {
  return source.replace(/\/\/[^\n]*|b?"(?:[^"\\]|\\.)*"|b?'(?:[^'\\]|\\.)'/g, (match) =>
    ' '.repeat(match.length),
  );
}

/** Position of the bracket that closes the one at `open`. */
export function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    const character = text.charAt(at);
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error(`nothing closes the bracket at ${String(open)}`);
}

/** A piece of source text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The operands of an operator at the outermost level of a span; the whole span where it does not occur. */
export function operands(text: string, { from, to }: Span, operator: '&&' | '||' | ','): Span[] {
  const spans: Span[] = [];
  let start = from;
  let at = from;
  while (at < to) {
    if ('([{'.includes(text.charAt(at))) at = closing(text, at);
    if (text.startsWith(operator, at)) {
      spans.push(trimmed(text, { from: start, to: at }));
      at += operator.length;
      start = at;
    } else {
      at += 1;
    }
  }
  return [...spans, trimmed(text, { from: start, to })].filter((span) => span.to > span.from);
}

/** The span without white space around it. */
export function trimmed(text: string, { from, to }: Span): Span {
  const inside = text.slice(from, to);
  return {
    from: from + inside.length - inside.trimStart().length,
    to: to - (inside.length - inside.trimEnd().length),
  };
}
