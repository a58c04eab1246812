import { type Metadata, type Viewport } from 'next';
import { type ReactNode } from 'react';

import { Themes } from '@/components/primitives/Themes';

import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Pyronet: the open market for GPU compute', template: '%s · Pyronet' },
  description:
    'Rent a GPU by the second out of an escrow that nobody else can touch, and check the work yourself.',
  applicationName: 'Pyronet',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: dark)', color: '#0b0d12' },
    { media: '(prefers-color-scheme: light)', color: '#f5f3ee' },
  ],
};

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    // The theme's class is set before React wakes up.
    <html lang="en" suppressHydrationWarning>
      <body className="min-h-dvh antialiased">
        <Themes>{children}</Themes>
      </body>
    </html>
  );
}
