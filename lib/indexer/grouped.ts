/** Values under a key, grouped by something about them; a key belongs to one group. */
export class Grouped<Group, Key, Value> {
  readonly #groups = new Map<Group, Map<Key, Value>>();

  put(group: Group, key: Key, value: Value): void {
    const members = this.#groups.get(group);
    if (members === undefined) this.#groups.set(group, new Map([[key, value]]));
    else members.set(key, value);
  }

  delete(group: Group, key: Key): void {
    const members = this.#groups.get(group);
    members?.delete(key);
    if (members?.size === 0) this.#groups.delete(group);
  }

  of(group: Group): readonly Value[] {
    return [...(this.#groups.get(group)?.values() ?? [])];
  }

  groups(): readonly Group[] {
    return [...this.#groups.keys()];
  }
}
