import { PageSkeleton } from '@/components/ui/PageSkeleton';

export default function AppLoading() {
  return <PageSkeleton />;
}
