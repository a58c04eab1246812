import { Guarantees } from '@/components/landing/Guarantees';
import { Hero } from '@/components/landing/Hero';
import { LeaseSteps } from '@/components/landing/LeaseSteps';
import { NetworkPanel } from '@/components/landing/NetworkPanel';

export const dynamic = 'force-dynamic';

export default function LandingPage() {
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-16 px-5 py-10 sm:px-8 sm:py-16">
      <Hero />
      <NetworkPanel />
      <LeaseSteps />
      <Guarantees />
    </div>
  );
}
