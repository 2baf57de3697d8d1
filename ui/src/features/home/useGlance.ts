/** What Home shows of other rooms, under their keys, so that a room that was seen already is not asked again. */
import { useQuery } from '@tanstack/react-query';
import { call, commands } from '../../api';

export const useSummary = () =>
  useQuery({
    queryKey: ['insights', 'summary'],
    queryFn: () => call(commands.insightsSummary()),
  });

export const useRevenueChart = () =>
  useQuery({
    queryKey: ['insights', 'chart', 'revenue', 'small'],
    queryFn: () => call(commands.insightsSmallRevenueChart()),
  });

export const useStarters = () =>
  useQuery({
    queryKey: ['segments', 'starters'],
    queryFn: () => call(commands.segmentStarters()),
  });
