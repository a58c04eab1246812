import { PageLink } from '@/components/ui/PageLink';

/** The page of a lease, by the ends of its address. */
export function LeaseLink({ address }: { readonly address: string }) {
  return (
    <PageLink
      href={`/lease/${address}`}
      title={address}
      className="figures whitespace-nowrap underline decoration-edge underline-offset-3 hover:decoration-ember"
    >
      {address.slice(0, 4)}…{address.slice(-4)}
    </PageLink>
  );
}
