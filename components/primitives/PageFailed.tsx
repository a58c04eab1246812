'use client';

import { Button } from '@/components/ui/Button';
import { ButtonLink } from '@/components/ui/ButtonLink';
import { Notice } from '@/components/ui/Notice';
import { Page } from '@/components/ui/Page';

export interface PageFailedProps {
  readonly error: Error & { readonly digest?: string };
  readonly retry: () => void;
}

/** What stands where a page broke: that it did, that no money moved by it, and the ways on. */
export function PageFailed({ error, retry }: PageFailedProps) {
  return (
    <Page narrow>
      <Notice
        tone="error"
        urgent
        title="This page failed."
        next={
          <>
            <Button tone="primary" size="small" onClick={retry}>
              Try again
            </Button>
            <ButtonLink href="/market" size="small">
              Go to the market
            </ButtonLink>
          </>
        }
      >
        <p>
          The fault is in the page, not in your lease: what runs is on chain and goes on, and nothing was
          signed or sent by this.
        </p>
        {error.digest !== undefined && (
          <p className="mt-2">
            If it happens again, report it with the code{' '}
            <span className="figures text-ink">{error.digest}</span>.
          </p>
        )}
      </Notice>
    </Page>
  );
}
