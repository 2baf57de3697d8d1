/** What this room asks of the core, and which of it is to be read again when something changed. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call, commands, type MemberFilter, type TaskState } from '../../api';

export const CONNECTION = ['audiences', 'connection'];
const HISTORY = ['audiences', 'history'];
const PUSH = ['audiences', 'push'];
const PAGE = 200;

export function useConnection() {
  return useQuery({ queryKey: CONNECTION, queryFn: () => call(commands.mailchimpConnection()) });
}

/** Asks Mailchimp itself, so only when somebody is about to choose. */
export function useLists(account: string | undefined) {
  return useQuery({
    queryKey: ['audiences', 'lists', account],
    queryFn: () => call(commands.mailchimpLists()),
    enabled: account !== undefined,
    retry: false,
  });
}

export function useFieldChoices() {
  return useQuery({
    queryKey: ['audiences', 'field choices'],
    queryFn: () => call(commands.audienceFieldChoices()),
    staleTime: Infinity,
  });
}

export function useSegments() {
  return useQuery({
    queryKey: ['audiences', 'segments'],
    queryFn: () => call(commands.segmentsList(null)),
  });
}

export function useHistory() {
  return useQuery({ queryKey: HISTORY, queryFn: () => call(commands.audienceHistory()) });
}

export function usePush(id: number) {
  return useQuery({
    queryKey: [...PUSH, id],
    queryFn: () => call(commands.audiencePushDetail(id)),
    retry: false,
  });
}

export function useMembers(id: number, filter: MemberFilter) {
  return useInfiniteQuery({
    queryKey: [...PUSH, id, 'members', filter],
    queryFn: ({ pageParam }) => call(commands.audiencePushMembers(id, filter, pageParam, PAGE)),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const loaded = pages.reduce((sum, page) => sum + page.rows.length, 0);
      return loaded < last.total ? loaded : undefined;
    },
    placeholderData: keepPreviousData,
  });
}

/** The push that is under way now, if any. */
export function pushUnderWay(tasks: TaskState[] | undefined): TaskState | undefined {
  return tasks?.findLast((task) => task.kind === 'push' && task.phase === 'running');
}
