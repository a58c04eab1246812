import { type ClassRow } from '@/lib/index-api/shapes';

/** A class by its name on chain; by its number where it is not known. */
export const classNameOf = (classes: readonly ClassRow[], classId: number): string =>
  classes.find(({ class_id }) => class_id === classId)?.name ?? `Class ${classId}`;
