'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState, useTransition } from 'react';

import { Button } from '@/components/ui/Button';
import { Notice } from '@/components/ui/Notice';

const askEveryMs = 1_500;
/** What was just sent lands within this many looks or hardly ever: a blockhash lives about 150 slots. */
const patience = 60;

/** Has the server look again by itself for as long as the transaction can still land, and on demand afterwards. */
export function AskAgain({ because }: { readonly because: 'unknown' | 'silent' }) {
  const router = useRouter();
  const [asked, setAsked] = useState(0);
  const [isAsking, startAsking] = useTransition();
  const waits = asked < patience;
  useEffect(() => {
    if (!waits || isAsking) return undefined;
    const timer = setTimeout(() => {
      setAsked((times) => times + 1);
      startAsking(() => router.refresh());
    }, askEveryMs);
    return () => clearTimeout(timer);
  }, [waits, isAsking, router]);

  const again = (
    <Button busy={isAsking} onClick={() => startAsking(() => router.refresh())}>
      Ask again
    </Button>
  );
  if (because === 'silent') {
    return (
      <Notice tone="warn" title="The chain does not answer." next={waits ? 'This page keeps asking.' : again}>
        What this transaction did shows here as soon as it does.
      </Notice>
    );
  }
  if (waits) {
    return (
      <Notice title="The chain does not hold this transaction yet.">
        One that was just sent appears here within seconds; this page keeps asking.
      </Notice>
    );
  }
  return (
    <Notice tone="warn" title="The chain does not know this transaction." next={again}>
      It never landed, belongs to another network, or is older than what this node keeps. What never landed
      has charged nothing.
    </Notice>
  );
}
