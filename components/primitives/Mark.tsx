/** The mark: a gauge whose needle is a flame. `currentColor` draws the dial. */
export function Mark({ className = 'size-7' }: { readonly className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={className} fill="none">
      <path
        d="M21.8 4.9A12.5 12.5 0 1 1 10.2 4.9"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <path
        d="M3.5 16h3M25.5 16h3M16 28.5v-3M7.2 24.8l2.1-2.1M24.8 24.8l-2.1-2.1"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
      <path
        d="M16.6 1.5c.4 4 5.4 6.4 5.4 12.3a6 6 0 0 1-12 .2c0-2.6 1.3-4.4 2.7-5.8.2 1.7.8 2.7 1.7 3.3C14.2 8 14.6 4.3 16.6 1.5Z"
        fill="var(--ember)"
      />
      <path
        d="M16 19.8a2.6 2.6 0 0 1-2.6-2.6c0-1.6 1.4-2.5 2.6-4.2 1.2 1.7 2.6 2.6 2.6 4.2a2.6 2.6 0 0 1-2.6 2.6Z"
        fill="var(--night)"
      />
    </svg>
  );
}
