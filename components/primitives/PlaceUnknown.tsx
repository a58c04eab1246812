import { ButtonLink } from '@/components/ui/ButtonLink';
import { Empty } from '@/components/ui/Empty';
import { Page } from '@/components/ui/Page';

export interface PlaceUnknownProps {
  readonly title?: string;
  readonly children?: string;
}

/** Nothing is at this address. */
export function PlaceUnknown({
  title = 'Nothing is here',
  children = 'The address names no page of ours. It may have been cut when it was copied.',
}: PlaceUnknownProps) {
  return (
    <Page narrow>
      <h1 className="sr-only">{title}</h1>
      <Empty
        title={title}
        next={
          <>
            <ButtonLink href="/market" tone="primary">
              Go to the market
            </ButtonLink>
            <ButtonLink href="/">Start page</ButtonLink>
          </>
        }
      >
        {children}
      </Empty>
    </Page>
  );
}
