'use client';

import { ThemeProvider } from 'next-themes';
import { type ReactNode } from 'react';

/** Follows the system's theme until the visitor chooses one; the choice stays in this browser. */
export function Themes({ children }: { readonly children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      {children}
    </ThemeProvider>
  );
}
