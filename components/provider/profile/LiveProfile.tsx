'use client';

import { Queries } from '@/components/primitives/Queries';

import { ProviderProfile, type ProviderProfileProps } from './ProviderProfile';

/** The profile with what keeps it live; loaded after the page. */
export default function LiveProfile(props: ProviderProfileProps) {
  return (
    <Queries>
      <ProviderProfile {...props} />
    </Queries>
  );
}
