import { joinClasses } from './join-classes';

/** Holds the place of what loads. Give it the size of what will stand there, so that nothing moves. */
export function Skeleton({ className }: { readonly className?: string }) {
  return (
    <span
      aria-hidden
      className={joinClasses(
        'block animate-[breathe_1.6s_ease-in-out_infinite] rounded-[3px] bg-raised',
        className,
      )}
    />
  );
}
