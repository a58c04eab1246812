import { PageLink } from '@/components/ui/PageLink';
import { readableText } from '@/lib/domain/stranger-text';

export interface ProviderNameProps {
  /** As the provider wrote it: a stranger's words. */
  readonly name: string;
  readonly address: string;
  readonly linked?: boolean;
}

/** A provider by its own name, made fit to show; by its address where it has none. */
export function ProviderName({ name, address, linked = true }: ProviderNameProps) {
  const readable = readableText(name, 32);
  const shown = readable === '' ? `${address.slice(0, 4)}…${address.slice(-4)}` : readable;
  if (!linked) return <bdi title={address}>{shown}</bdi>;
  return (
    <PageLink
      href={`/provider/${address}`}
      title={address}
      className="underline decoration-edge underline-offset-3 hover:decoration-ember"
    >
      <bdi>{shown}</bdi>
    </PageLink>
  );
}
