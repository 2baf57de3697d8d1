/**
 * The nine rooms in their order: name, way there, and the folder that fills it. The navigation, the
 * routes and Ctrl+1…9 all read this list, so they cannot disagree. Each room is loaded when first entered.
 */
import {
  IconUsers,
  IconChartDots,
  IconFilter,
  IconFlask,
  IconHome,
  IconMail,
  IconPlugConnected,
  IconRoute,
  IconSend,
  type Icon,
} from '@tabler/icons-react';
import { lazy, type ComponentType } from 'react';

export type RoomEntry = { name: string; path: string; icon: Icon; Room: ComponentType };

const room = (name: string, path: string, icon: Icon, load: () => Promise<ComponentType>) => ({
  name,
  path,
  icon,
  Room: lazy(async () => ({ default: await load() })),
});

/** Not a room of work, so it stands at the foot and has no digit. */
export const SETTINGS = '/settings';

export const ROOMS: readonly RoomEntry[] = [
  room('Home', '/', IconHome, async () => (await import('../features/home')).HomeRoom),
  room(
    'Sources',
    '/sources',
    IconPlugConnected,
    async () => (await import('../features/sources')).SourcesRoom,
  ),
  room('People', '/people', IconUsers, async () => (await import('../features/people')).PeopleRoom),
  room(
    'Insights',
    '/insights',
    IconChartDots,
    async () => (await import('../features/insights')).InsightsRoom,
  ),
  room(
    'Segments',
    '/segments',
    IconFilter,
    async () => (await import('../features/segments')).SegmentsRoom,
  ),
  room('Emails', '/emails', IconMail, async () => (await import('../features/emails')).EmailsRoom),
  room(
    'Journeys',
    '/journeys',
    IconRoute,
    async () => (await import('../features/journeys')).JourneysRoom,
  ),
  room(
    'Experiments',
    '/experiments',
    IconFlask,
    async () => (await import('../features/experiments')).ExperimentsRoom,
  ),
  room(
    'Audiences',
    '/audiences',
    IconSend,
    async () => (await import('../features/audiences')).AudiencesRoom,
  ),
];
