import { type LocalPersona, localPersonas } from '@/lib/pyronet/local-personas';

const tabKey = 'pyronet/persona';
const lastKey = 'pyronet/last-persona';

/** Who this tab is: chosen per tab, so that two tabs can be a renter and a provider; a new tab is who was chosen last. */
export function personaOfTab(): LocalPersona {
  const id = window.sessionStorage.getItem(tabKey) ?? window.localStorage.getItem(lastKey);
  const persona = localPersonas.find((candidate) => candidate.id === id) ?? localPersonas[0];
  if (persona === undefined) throw new Error('the local network has no people');
  return persona;
}

export function rememberPersona(id: string): void {
  window.sessionStorage.setItem(tabKey, id);
  window.localStorage.setItem(lastKey, id);
}
