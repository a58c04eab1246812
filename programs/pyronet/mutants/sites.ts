import { blanked, closing, operands, type Span, trimmed } from './rust-text';

/** How a check disappears: as a statement, as a condition that refuses, as one that allows, as a bound. */
export type Disguise = 'statement' | 'tail' | 'refuses' | 'allows' | 'bound';

/** A check of the program that can be taken away. */
export interface Site extends Span {
  readonly disguise: Disguise;
}

/** Every check in a Rust source, in order. What a check is: docs/measurements/mutants.md. */
export function sitesOf(source: string): Site[] {
  const text = blanked(source);
  const sites = [
    ...guards(text),
    ...refusingConditions(text),
    ...allowingConditions(text),
    ...namedConditions(text),
    ...bounds(text),
  ];
  const unique = new Map(
    sites.map((site) => [`${String(site.from)} ${String(site.to)} ${site.disguise}`, site]),
  );
  return [...unique.values()].sort((a, b) => a.from - b.from || b.to - a.to);
}

const guard =
  /^[ ]+((?:[a-z_]+::)*(?:require(?:_\w+)?|check(?:_\w+)?|open_plan|open_node|open_commitment)(?:::<\w+>)?)\(/gm;

/** Calls that only refuse: `require_signer(account)?;`, and the conditions that are handed to them. */
function guards(text: string): Site[] {
  return [...text.matchAll(guard)].flatMap((match) => {
    const from = match.index + match[0].indexOf(match[1] ?? '');
    const open = match.index + match[0].length - 1;
    const to = closing(text, open) + 1;
    const rest = text.slice(to);
    const site: Site[] = [];
    if (rest.startsWith('?;')) site.push({ from, to: to + 2, disguise: 'statement' });
    else if (/^\s*\}/.test(rest)) site.push({ from, to, disguise: 'tail' });
    if (match[1] !== 'require') return site;
    const [condition] = operands(text, { from: open + 1, to: to - 1 }, ',');
    return [...site, ...(condition === undefined ? [] : parts(text, condition, 'allows'))];
  });
}

/** `if … { return Err(…) }`: each operand of the condition. */
function refusingConditions(text: string): Site[] {
  return [...text.matchAll(/\bif (?!let\b)/g)].flatMap((match) => {
    const from = match.index + match[0].length;
    const block = blockAfter(text, from);
    if (!/^\{\s*return (?:Err\(|None)/.test(text.slice(block))) return [];
    const condition = trimmed(text, { from, to: block });
    return operands(text, condition, '||').map((span) => ({ ...span, disguise: 'refuses' }));
  });
}

/** `if … { Ok(()) } else { Err(…) }`, and truths that a function or a `?` returns. */
function allowingConditions(text: string): Site[] {
  const branches = [...text.matchAll(/\bif (?!let\b)/g)].flatMap((match) => {
    const from = match.index + match[0].length;
    const block = blockAfter(text, from);
    const granted = /^\{\s*(?:return )?Ok\(\(\)\);?\s*\}\s*(?:else \{\s*)?Err\(/.test(text.slice(block));
    const condition = trimmed(text, { from, to: block });
    return granted
      ? operands(text, condition, '&&').map((span) => ({ ...span, disguise: 'allows' as const }))
      : [];
  });
  const truths = [...text.matchAll(/\) -> bool \{\n([^;{}]+&&[^;{}]+)\n\s*\}/g)].flatMap((match) => {
    const from = match.index + match[0].indexOf(match[1] ?? '');
    return parts(text, trimmed(text, { from, to: from + (match[1] ?? '').length }), 'allows');
  });
  const optional = [...text.matchAll(/\(([^()]+)\)\.then_some\(\(\)\)\?/g)].map((match) => ({
    from: match.index + 1,
    to: match.index + 1 + (match[1] ?? '').length,
    disguise: 'allows' as const,
  }));
  return [...branches, ...truths, ...optional];
}

/** `let within = … && …;`, and `let exposed = … || …;`, on which a refusal depends. */
function namedConditions(text: string): Site[] {
  return [...text.matchAll(/let (within|fits|belongs|finished|consistent|exposed) = /g)].flatMap((match) => {
    const from = match.index + match[0].length;
    const to = statementEnd(text, from);
    const refuses = match[1] === 'exposed';
    const spans = operands(text, trimmed(text, { from, to }), refuses ? '||' : '&&');
    if (spans.length < 2) return [];
    return spans.map((span) => ({ ...span, disguise: refuses ? 'refuses' : 'allows' }));
  });
}

/** Subtractions whose failure is a refusal: more than there is. */
function bounds(text: string): Site[] {
  return [...text.matchAll(/\.ok_or\(PyronetError::NotEnough\w+\)/g)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    disguise: 'bound' as const,
  }));
}

/** The operands of `&&`, where there is more than one. */
function parts(text: string, span: Span, disguise: Disguise): Site[] {
  const spans = operands(text, span, '&&');
  return spans.length < 2 ? [] : spans.map((each) => ({ ...each, disguise }));
}

function blockAfter(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) !== '{') at = '(['.includes(text.charAt(at)) ? closing(text, at) + 1 : at + 1;
  return at;
}

function statementEnd(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) !== ';') at = '([{'.includes(text.charAt(at)) ? closing(text, at) + 1 : at + 1;
  return at;
}
