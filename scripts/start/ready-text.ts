import { localPersonas } from '@/lib/pyronet/local-personas';

import { type RunningNetwork } from './running';

/** What is printed once everything runs: where to go, who one can be, and how it ends. */
export function readyText({ appUrl, rpcUrl, wsUrl }: RunningNetwork, offers: number): string {
  const named = (role: 'renter' | 'provider'): string =>
    localPersonas
      .filter((persona) => persona.role === role && persona.funded)
      .map(({ name }) => name)
      .join(' or ');
  const market =
    offers === 0
      ? 'nobody offers a machine yet'
      : `${offers} demo offers; each really runs your job, on this computer's CPU`;
  return `
  Pyronet is running on this computer. Its money is worthless and its chain is private.

    app      ${appUrl}
    market   ${appUrl}/market   ${market}
    chain    ${rpcUrl}   ${wsUrl}

  Connect the development wallet: rent as ${named('renter')}, offer a machine as ${named('provider')}.
  The same in the terminal: npm run demo      Stop: Ctrl-C
`;
}
