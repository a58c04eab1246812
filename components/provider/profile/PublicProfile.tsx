'use client';

import { serverFirst } from '@/components/ui/server-first';

import { ProviderSkeleton } from '../ProviderSkeleton';
import { type ProviderProfileProps } from './ProviderProfile';

/** A provider as everybody may see it: to be read at once, and live as soon as the code for that has come. */
export const PublicProfile = serverFirst<ProviderProfileProps>(
  () => import('./LiveProfile'),
  <ProviderSkeleton />,
);
