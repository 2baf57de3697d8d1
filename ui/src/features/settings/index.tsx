/**
 * The shop's settings (/settings): its name, currency and time zone; where the data lies, a copy of it, how
 * to remove it; and the demo. Reached from the frame's foot.
 */
import { useQuery } from '@tanstack/react-query';
import { call, commands } from '../../api';
import { ErrorNote, Loading, Page, PageHeader } from '../../parts';
import { DataPlace } from './DataPlace';
import { DemoShop } from './DemoShop';
import { ShopForm } from './ShopForm';

export function SettingsPage() {
  const settings = useQuery({
    queryKey: ['settings'],
    queryFn: () => call(commands.shopSettings()),
  });
  const choices = useQuery({
    queryKey: ['settings', 'choices'],
    queryFn: () => call(commands.shopSettingsChoices()),
    staleTime: Infinity,
  });
  const error = settings.error ?? choices.error;
  return (
    <Page>
      <PageHeader
        title="Shop settings"
        subtitle="What the shop is called, what its money is, and when its day begins."
      />
      {error != null && <ErrorNote error={error} title="The settings could not be read" />}
      {!error && (!settings.data || !choices.data) && <Loading />}
      {settings.data && choices.data && (
        <>
          <ShopForm settings={settings.data} choices={choices.data} />
          <DataPlace settings={settings.data} />
          <DemoShop demo={settings.data.demo} />
        </>
      )}
    </Page>
  );
}
