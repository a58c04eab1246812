import { Button } from './Button';
import { Notice } from './Notice';

/** Stands where a part of the page did not load. */
export function PartMissing({ tryAgain }: { readonly tryAgain: () => void }) {
  return (
    <Notice
      tone="error"
      title="This part of the page did not load."
      next={
        <Button size="small" onClick={tryAgain}>
          Try again
        </Button>
      }
    >
      The connection may be down. It is asked for again every few seconds.
    </Notice>
  );
}
