/** The connected shops, for the first page of Sources. Shows nothing as long as there are none. */
import { useQuery } from '@tanstack/react-query';
import { call, commands } from '../../../api';
import { ErrorNote, Section } from '../../../parts';
import { ShopCard } from './ShopCard';

export function ConnectedShops() {
  const sources = useQuery({ queryKey: ['sources'], queryFn: () => call(commands.sourcesList()) });
  const shops = sources.data?.filter((s) => s.kind === 'woocommerce') ?? [];
  if (sources.error) return <ErrorNote error={sources.error} />;
  if (shops.length === 0) return null;
  return (
    <Section title="Connected shops">
      {shops.map((shop) => (
        <ShopCard key={shop.id} shop={shop} />
      ))}
    </Section>
  );
}
