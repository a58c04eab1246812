import { type Metadata, type Viewport } from 'next';
import { type ReactNode } from 'react';

import { Themes } from '@/components/primitives/Themes';
import { serverEnvironment } from '@/lib/env/server-environment';

import './globals.css';

const title = 'Pyronet: the open market for GPU compute';
const description =
  'Rent a GPU by the second out of an escrow that nobody else can touch, and check the work yourself.';

export function generateMetadata(): Metadata {
  return {
    metadataBase: new URL(serverEnvironment().appUrl),
    title: { default: title, template: '%s · Pyronet' },
    description,
    applicationName: 'Pyronet',
    openGraph: { type: 'website', siteName: 'Pyronet', title, description },
    twitter: { card: 'summary_large_image' },
  };
}

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
