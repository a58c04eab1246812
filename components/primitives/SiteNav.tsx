'use client';

import { usePathname } from 'next/navigation';

import { PageLink } from '@/components/ui/PageLink';

const places = [
  { href: '/market', label: 'Market', also: '/rent' },
  { href: '/leases', label: 'My leases', also: '/lease/' },
  { href: '/provider', label: 'Provide', also: '/provider/' },
] as const;

/** The places of the product; the present one is marked. */
export function SiteNav() {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="flex items-stretch">
      {places.map(({ href, label, also }) => {
        const here = path === href || path.startsWith(`${href}/`) || path.startsWith(also);
        return (
          <PageLink
            key={href}
            href={href}
            aria-current={here ? 'page' : undefined}
            className={`relative grid min-h-14 place-items-center px-2 text-[0.8125rem] whitespace-nowrap hover:text-ink sm:px-3 sm:text-sm ${
              here ? 'text-ink' : 'text-dim'
            }`}
          >
            {label}
            {here && <span aria-hidden className="absolute inset-x-2 bottom-0 h-0.5 bg-ember sm:inset-x-3" />}
          </PageLink>
        );
      })}
    </nav>
  );
}
