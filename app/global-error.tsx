'use client';

import { PageFailed } from '@/components/primitives/PageFailed';

import './globals.css';

interface GlobalErrorProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

/** Stands in for the whole document when even its frame failed. */
export default function GlobalError({ error, reset }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body className="min-h-dvh antialiased">
        <title>Pyronet</title>
        <main>
          <PageFailed error={error} retry={reset} />
        </main>
      </body>
    </html>
  );
}
