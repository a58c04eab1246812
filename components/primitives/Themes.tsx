'use client';

import { ThemeProvider } from 'next-themes';
import { type ReactNode } from 'react';

/** The server's script sets the theme before React wakes up; React objects to meeting a script where it renders itself. */
const scriptProps = typeof window === 'undefined' ? {} : { type: 'application/json' };

/** Follows the system's theme until the visitor chooses one; the choice stays in this browser. */
export function Themes({ children }: { readonly children: ReactNode }) {
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      scriptProps={scriptProps}
    >
      {children}
    </ThemeProvider>
  );
}
