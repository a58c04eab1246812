import { type ReactNode } from 'react';

import { Notice } from '@/components/ui/Notice';

import { type NextAction } from './next-action';

const placeAnchors = {
  offers: { href: '#offers', label: 'Go to offers' },
  bond: { href: '#bond', label: 'Go to bond' },
  stake: { href: '#stake', label: 'Go to stake' },
  machine: { href: '#machine', label: 'Go to machine' },
  money: { href: '#money', label: 'Go to earnings' },
} as const;

/** The one thing to do now, always in the same place. */
export function NextActionBanner({
  action,
  link,
}: {
  readonly action: NextAction;
  /** Where to look when nothing needs to be done. */
  readonly link: ReactNode;
}) {
  const { tone, title, sentence, place } = action;
  const anchor = place === null ? undefined : placeAnchors[place];
  return (
    <section aria-label="Next action" data-next-action={action.code}>
      <Notice
        tone={tone}
        title={title}
        next={
          anchor === undefined ? (
            link
          ) : (
            <a
              href={anchor.href}
              className="underline decoration-edge underline-offset-3 hover:decoration-ember"
            >
              {anchor.label}
            </a>
          )
        }
      >
        {sentence}
      </Notice>
    </section>
  );
}
