import { type BookOrder, startsDescending } from '@/lib/matching/sort-offers';

import { type BookColumn, bookColumns, bookGrid } from './book-columns';

export interface BookHeadProps {
  readonly order: BookOrder;
  readonly onOrder?: (order: BookOrder) => void;
}

/** The heads of the book; a press sorts by one, a second press turns the order around. */
export function BookHead({ order, onOrder }: BookHeadProps) {
  return (
    <div
      role="rowgroup"
      className="sticky top-14 z-10 hidden rounded-t-panel border-b border-line bg-panel lg:block"
    >
      <div role="row" aria-rowindex={1} className={`${bookGrid} items-end py-1.5`}>
        {bookColumns.map((column) => (
          <HeadCell key={column.name} column={column} order={order} {...(onOrder && { onOrder })} />
        ))}
      </div>
    </div>
  );
}

function HeadCell({ column, order, onOrder }: BookHeadProps & { readonly column: BookColumn }) {
  const { name, unit, sort, figure } = column;
  const isSorted = sort === order.key;
  const arrow = isSorted && (
    <span aria-hidden className="px-1 text-ember">
      {order.descending ? '↓' : '↑'}
    </span>
  );
  const text = (
    <>
      <span className="legend block">
        {figure && arrow}
        {name}
        {!figure && arrow}
      </span>
      {unit !== undefined && <span className="block text-[0.6875rem] leading-4">{unit}</span>}
    </>
  );
  return (
    <div
      role="columnheader"
      {...(isSorted ? { 'aria-sort': order.descending ? 'descending' : 'ascending' } : {})}
      className={`text-dim ${figure ? 'text-right' : ''}`}
    >
      {sort === undefined || onOrder === undefined ? (
        <span className={sort === undefined ? 'sr-only' : ''}>{text}</span>
      ) : (
        <button
          type="button"
          onClick={() =>
            onOrder({ key: sort, descending: isSorted ? !order.descending : startsDescending(sort) })
          }
          className={`min-h-8 w-full rounded-[3px] hover:text-ink ${figure ? 'text-right' : 'text-left'} ${isSorted ? 'text-ink' : ''}`}
        >
          {text}
        </button>
      )}
    </div>
  );
}
