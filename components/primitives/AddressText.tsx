import { PageLink } from '@/components/ui/PageLink';

import { CopyButton } from './CopyButton';

export interface AddressTextProps {
  readonly address: string;
  /** A page of ours about it. */
  readonly href?: string;
  /** Characters kept at each end. */
  readonly keep?: number;
  readonly copy?: boolean;
}

/** An address, short, with the whole of it on hover and to copy. */
export function AddressText({ address, href, keep = 4, copy = true }: AddressTextProps) {
  const short = `${address.slice(0, keep)}…${address.slice(-keep)}`;
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      {href === undefined ? (
        <span className="figures" title={address}>
          {short}
        </span>
      ) : (
        <PageLink
          href={href}
          title={address}
          className="figures underline decoration-edge underline-offset-3 hover:decoration-ember"
        >
          {short}
        </PageLink>
      )}
      {copy && <CopyButton text={address} what="address" />}
    </span>
  );
}
