import { Button } from '@/components/ui/Button';
import { ButtonLink } from '@/components/ui/ButtonLink';
import { Card } from '@/components/ui/Card';
import { Empty } from '@/components/ui/Empty';
import { type BookOffer } from '@/lib/matching/book-offer';
import { blockingConstraint, failingWords, offeredWords, relaxWords } from '@/lib/matching/explanation';
import { type Matches } from '@/lib/matching/match-offers';
import { nearestOffer } from '@/lib/matching/nearest-offer';
import { askedFor, noRequirement, type Requirement, without } from '@/lib/matching/requirement';

import { BookTable } from './BookTable';
import { cheapestFirst } from '@/lib/matching/sort-offers';

export interface NothingMatchesProps {
  readonly book: readonly BookOffer[];
  readonly matches: Matches;
  readonly requirement: Requirement;
  readonly onChange: (requirement: Requirement) => void;
}

/** Why the book shows nothing: what stands in the way, how much each filter hides, and the nearest offer. */
export function NothingMatches({ book, matches, requirement, onChange }: NothingMatchesProps) {
  if (book.length === 0) return <EmptyMarket />;
  const blocking = blockingConstraint(matches);
  const nearest = nearestOffer(book, requirement);
  return (
    <div className="flex flex-col gap-4">
      <Card>
        <p className="font-medium">
          None of the {matches.considered} offers that can be taken passes every filter.
        </p>
        <ul className="mt-3 flex flex-col gap-1 text-sm text-dim">
          {askedFor(requirement).map((name) => (
            <li key={name} className={name === blocking?.name ? 'text-ink' : ''}>
              <span className="figures">{matches.failing[name]}</span> of {matches.considered}{' '}
              {failingWords(name, requirement)}.
            </li>
          ))}
        </ul>
        <div className="mt-4 flex flex-wrap gap-3">
          {blocking !== undefined && (
            <Button tone="primary" size="small" onClick={() => onChange(without(requirement, blocking.name))}>
              Show {blocking.offers} with {relaxWords(blocking.name)}
            </Button>
          )}
          <Button size="small" onClick={() => onChange(noRequirement)}>
            Clear all filters
          </Button>
        </div>
      </Card>
      {nearest !== undefined && (
        <div className="flex flex-col gap-2">
          <p className="text-sm">
            <span className="font-medium">Nearest match.</span>{' '}
            <span className="text-dim">
              It {nearest.failed.map((name) => offeredWords(name, nearest.offer)).join(', and ')}.
            </span>
          </p>
          <BookTable label="Nearest match" offers={[nearest.offer]} order={cheapestFirst} />
        </div>
      )}
    </div>
  );
}

function EmptyMarket() {
  return (
    <Card flush>
      <Empty
        title="Nobody offers a machine right now"
        next={
          <ButtonLink href="/provider" tone="primary">
            Offer your own
          </ButtonLink>
        }
      >
        An offer shows here while a GPU of it is free and its worker has lately been heard. It appears by
        itself; there is no need to reload.
      </Empty>
    </Card>
  );
}
