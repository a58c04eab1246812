import { type Metadata, type Viewport } from 'next';
import { type ReactNode } from 'react';

import './globals.css';

export const metadata: Metadata = {
  title: 'Pyronet: the open market for GPU compute',
  description:
    'Rent a GPU with a wallet, pay by the second from your own escrow, and check the work yourself.',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en">
      <body className="min-h-dvh antialiased">{children}</body>
    </html>
  );
}
