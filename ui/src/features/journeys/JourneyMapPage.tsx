/** The map of the six stages: how many people are in each now, on a canvas and as a list that says the same. */
import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { call, commands } from '../../api';
import { date, people } from '../../format';
import { EmptyState, ErrorNote, Loading, Page, PageHeader, Section } from '../../parts';
import { JourneyCanvas } from './JourneyCanvas';
import { MovesTable } from './MovesTable';
import { StageTable } from './StageTable';

const BUILT_IN = 'built-in';

export function JourneyMapPage() {
  const [chosen, setChosen] = useState(BUILT_IN);
  const id = chosen === BUILT_IN ? null : Number(chosen);
  const journeys = useQuery({
    queryKey: ['journeys'],
    queryFn: () => call(commands.journeysList()),
  });
  const query = useQuery({
    queryKey: ['journeys', 'map', id],
    queryFn: () => call(commands.journeyMap(id, null)),
  });
  const map = query.data;
  const several = (journeys.data?.length ?? 0) > 1;
  return (
    <Page wide>
      <PageHeader
        title="Journeys"
        subtitle={
          map && map.everyone > 0
            ? `Where ${people(map.everyone)} are on their way from hearing of you to coming back for good.`
            : 'From hearing of you to coming back for good: who is where, and how they move.'
        }
        more={
          several && (
            <Select
              aria-label="Which journey"
              data={(journeys.data ?? []).map((j) => ({
                value: j.id === null ? BUILT_IN : String(j.id),
                label: j.name,
              }))}
              value={chosen}
              onChange={(value) => {
                setChosen(value ?? BUILT_IN);
              }}
              allowDeselect={false}
            />
          )
        }
      />
      <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
      {query.isPending && <Loading label="Counting who is where" />}
      {map?.everyone === 0 && (
        <EmptyState
          title="The map fills itself with your people"
          action={
            <Button component={Link} href="/sources">
              Connect your shop
            </Button>
          }
        >
          Six stages, from people who only know your shop to those who keep coming back, with how
          many are in each and how they moved this month.
        </EmptyState>
      )}
      {map && map.everyone > 0 && (
        <>
          <JourneyCanvas map={map} />
          <Section
            title="The stages"
            hint={
              map.overlapping + map.nowhere > 0
                ? `${people(map.overlapping)} fit more than one stage and are counted in the furthest; ${people(map.nowhere)} fit none.`
                : 'Everybody is in exactly one stage. Whoever has not bought for a year starts again at the beginning.'
            }
          >
            <StageTable stages={map.stages} />
          </Section>
          <Section
            title={`Who moved since ${date(map.since)}`}
            hint="Each person who was in another stage 30 days ago, by where they were and where they are now."
          >
            <MovesTable map={map} />
          </Section>
        </>
      )}
    </Page>
  );
}
