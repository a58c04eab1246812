import { Badge, type BadgeTone } from '@/components/ui/Badge';
import { type NetworkName } from '@/lib/env/environment';

const networks: Readonly<Record<NetworkName, { label: string; tone: BadgeTone; title: string }>> = {
  localnet: {
    label: 'local network',
    tone: 'warn',
    title: 'A chain on this computer. Its money is worthless.',
  },
  devnet: {
    label: 'devnet',
    tone: 'warn',
    title: 'Solana’s network for trying things. Its money is worthless.',
  },
  mainnet: { label: 'mainnet', tone: 'gauge', title: 'Solana’s main network: real money.' },
};

/** Which chain the page speaks of. */
export function NetworkBadge({ network }: { readonly network: NetworkName }) {
  const { label, tone, title } = networks[network];
  return (
    <Badge tone={tone} lamp="steady" title={title}>
      {label}
    </Badge>
  );
}
