'use client';

import { useTheme } from 'next-themes';

/** Changes between night and day. Which one shows is the style sheet's doing, so that a server need not know. */
export function ThemeToggle() {
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <button
      type="button"
      aria-label="Change between dark and light"
      onClick={() => setTheme(resolvedTheme === 'light' ? 'dark' : 'light')}
      className="grid size-8 place-items-center rounded-control text-dim hover:bg-raised hover:text-ink"
    >
      <svg aria-hidden viewBox="0 0 20 20" className="size-[1.125rem]" fill="none" stroke="currentColor">
        <circle cx="10" cy="10" r="6.25" strokeWidth="1.5" />
        <path d="M10 3.750a6.25 6.25 0 0 1 0 12.500Z" fill="currentColor" stroke="none" />
        <path d="M10 .8v1.200M10 18v1.200M.8 10h1.200M18 10h1.20" strokeWidth="1.5" strokeLinecap="round" />
      </svg>
    </button>
  );
}
