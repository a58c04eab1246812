'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { followTopics } from '@/lib/queries/live';

/** Keeps the answers about these topics fresh while the component is there. */
export function useTopics(topics: readonly string[]): void {
  const client = useQueryClient();
  const joined = topics.join(' ');
  useEffect(
    () =>
      followTopics(
        client,
        joined.split(' ').filter((topic) => topic !== ''),
      ),
    [client, joined],
  );
}
