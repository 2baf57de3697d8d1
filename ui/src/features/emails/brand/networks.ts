/** The names of the places where a shop can be found. */
import type { Network } from '../../../api';

export const NETWORKS: { value: Network; label: string }[] = [
  { value: 'instagram', label: 'Instagram' },
  { value: 'facebook', label: 'Facebook' },
  { value: 'pinterest', label: 'Pinterest' },
  { value: 'tiktok', label: 'TikTok' },
  { value: 'youtube', label: 'YouTube' },
  { value: 'mastodon', label: 'Mastodon' },
  { value: 'bluesky', label: 'Bluesky' },
  { value: 'linkedin', label: 'LinkedIn' },
  { value: 'x', label: 'X' },
  { value: 'website', label: 'Website' },
];

export const networkName = (network: Network): string =>
  NETWORKS.find((n) => n.value === network)?.label ?? network;
