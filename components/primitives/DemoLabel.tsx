import { Badge } from '@/components/ui/Badge';

/** Marks a machine of the local network: what its GPU class says is a costume, the work it does is real. */
export function DemoLabel({ long = false }: { readonly long?: boolean }) {
  return (
    <Badge
      tone="warn"
      title="Demo: this listing runs on this computer’s CPU and is priced in worthless money."
    >
      {long ? 'demo: runs on this computer’s CPU' : 'demo'}
    </Badge>
  );
}
