/** How far the main job has come, by what is saved: segments, emails, exports. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { call, commands } from '../../api';
import { plural } from '../../format';

export type Step = {
  title: string;
  text: string;
  action: string;
  href: string;
  state: 'done' | 'now' | 'later' | 'unknown';
};

export function useSteps(): { steps: Step[]; error: unknown } {
  const [segments, emails] = useQueries({
    queries: (['segment', 'email'] as const).map((kind) => ({
      queryKey: ['documents', kind],
      queryFn: () => call(commands.documentsList(kind)),
    })),
  });
  const pushes = useQuery({
    queryKey: ['audiences', 'history'],
    queryFn: () => call(commands.audienceHistory()),
  });
  const newest = pushes.data?.[0];
  const saved = [segments?.data?.length, emails?.data?.length, pushes.data?.length];
  const missing = saved.findIndex((n) => n === 0);
  // With everything there the next thing is the week's export.
  const next = missing === -1 ? 2 : missing;
  const known = saved.every((n) => n !== undefined);
  const state = (at: number): Step['state'] => {
    if (!known) return 'unknown';
    if (at === next) return 'now';
    return saved[at] ? 'done' : 'later';
  };
  const [segmentCount = 0, emailCount = 0, pushCount = 0] = saved;
  return {
    error: segments?.error ?? emails?.error ?? pushes.error,
    steps: [
      {
        title: 'Choose people',
        text: segmentCount
          ? `You have ${plural(segmentCount, 'segment')}.`
          : 'Describe a group in plain sentences and see the count as you go.',
        action: segmentCount ? 'Open your segments' : 'Build a segment',
        href: segmentCount ? '/segments' : '/segments/new',
        state: state(0),
      },
      {
        title: 'Preview the email',
        text: emailCount
          ? `You have ${plural(emailCount, 'email')}.`
          : 'Read it as any person will, name and suggestions and all.',
        action: emailCount ? 'Open your emails' : 'Preview an email',
        href: '/emails',
        state: state(1),
      },
      {
        title: 'Look before you export',
        text: pushCount
          ? `The newest was of “${newest?.group ?? ''}” for “${newest?.audience ?? ''}”.`
          : 'A dry run shows who would be added, changed or held back, and why.',
        action: 'Start a dry run',
        href: '/audiences/new',
        state: state(2),
      },
    ],
  };
}
