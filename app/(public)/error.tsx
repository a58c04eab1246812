'use client';

import { PageFailed } from '@/components/primitives/PageFailed';

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

export default function PublicError({ error, reset }: ErrorPageProps) {
  return <PageFailed error={error} retry={reset} />;
}
