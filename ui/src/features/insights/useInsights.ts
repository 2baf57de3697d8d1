/** The room's figures and charts, each fetched on its own, so that the slowest does not hold up the others. */
import { useQuery } from '@tanstack/react-query';
import { call, commands, type ChartName } from '../../api';

export const useSummary = () =>
  useQuery({
    queryKey: ['insights', 'summary'],
    queryFn: () => call(commands.insightsSummary()),
  });

export const useRfm = () =>
  useQuery({ queryKey: ['insights', 'rfm'], queryFn: () => call(commands.insightsRfm()) });

export const useLifecycle = () =>
  useQuery({
    queryKey: ['insights', 'lifecycle'],
    queryFn: () => call(commands.insightsLifecycle()),
  });

export const useValue = () =>
  useQuery({ queryKey: ['insights', 'value'], queryFn: () => call(commands.insightsValue()) });

export const useCohorts = () =>
  useQuery({
    queryKey: ['insights', 'cohorts'],
    queryFn: () => call(commands.insightsCohorts()),
  });

export const useRevenue = () =>
  useQuery({
    queryKey: ['insights', 'revenue'],
    queryFn: () => call(commands.insightsRevenue()),
  });

export const useChart = (name: ChartName) =>
  useQuery({
    queryKey: ['insights', 'chart', name],
    queryFn: () => call(commands.insightsChart(name)),
  });
