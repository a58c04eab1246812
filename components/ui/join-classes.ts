/** Class names that hold, joined by spaces. A later one never overrides an earlier one: pass only what adds. */
export function joinClasses(...names: readonly (string | false | undefined)[]): string {
  return names.filter((name) => name !== false && name !== undefined && name !== '').join(' ');
}
