import { type Site } from './sites';

/** A check that is missing from one program. */
export interface Mutant {
  /** From 1; 0 is the program as it is. */
  readonly id: number;
  readonly file: string;
  readonly line: number;
  /** The function that it stands in. */
  readonly within: string;
  /** From 1: which of the checks of the same words in that function. */
  readonly nth: number;
  /** The check that is missing, on one line. */
  readonly check: string;
}

/** The source with every site made to stand or fall by the mutant's number. */
export function rewritten(source: string, sites: readonly Site[], firstId: number): string {
  const edits = sites.flatMap((site, index) => {
    const stands = `pyronet_interface::mutant::stands(${String(firstId + index)})`;
    const [before, after] = around(site, stands);
    return [
      { at: site.from, order: 1, length: site.to - site.from, text: before },
      { at: site.to, order: 0, length: site.to - site.from, text: after },
    ];
  });
  // At one place, what ends there comes first, the shorter before the longer; what begins there, the longer first.
  edits.sort(
    (a, b) => a.at - b.at || a.order - b.order || (a.order === 0 ? a.length - b.length : b.length - a.length),
  );
  let result = '';
  let from = 0;
  for (const { at, text } of edits) {
    result += source.slice(from, at) + text;
    from = at;
  }
  return result + source.slice(from);
}

function around({ disguise }: Site, stands: string): readonly [string, string] {
  switch (disguise) {
    case 'statement':
      return [`if ${stands} { `, ' }'];
    case 'tail':
      return [`if ${stands} { `, ' } else { Ok(()) }'];
    case 'refuses':
      return [`(${stands} && (`, '))'];
    case 'allows':
      return [`(!${stands} || (`, '))'];
    case 'bound':
      return [`.or(if ${stands} { None } else { Some(0) })`, ''];
  }
}

/** What a site is, in words of the source. */
export function described(source: string, site: Site): Omit<Mutant, 'id' | 'file' | 'nth'> {
  const functions = [...source.slice(0, site.from).matchAll(/^\s*(?:pub(?:\(crate\))? )?fn (\w+)/gm)];
  return {
    within: functions.at(-1)?.[1] ?? '',
    line: source.slice(0, site.from).split('\n').length,
    check: source
      .slice(site.from, site.to)
      .replace(/\/\/[^\n]*/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
  };
}
