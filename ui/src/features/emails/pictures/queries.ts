/** The shop's own pictures, as the core keeps them. A thumbnail is asked for once and stays. */
import { useQuery } from '@tanstack/react-query';
import { call, commands } from '../../../api';

export const usePictures = () =>
  useQuery({ queryKey: ['pictures'], queryFn: () => call(commands.picturesList()) });

export const useThumbnail = (id: number | null) =>
  useQuery({
    queryKey: ['picture-thumbnail', id],
    queryFn: () => call(commands.pictureThumbnail(id ?? 0)),
    enabled: id !== null,
    staleTime: Infinity,
  });

/** The number of a kept picture in an image's address; null for one from the web. */
export function keptNumber(src: string): number | null {
  const found = /^picture:(\d+)$/.exec(src.trim());
  return found ? Number(found[1]) : null;
}

export const kilobytes = (bytes: number): string =>
  bytes >= 1_048_576
    ? `${(bytes / 1_048_576).toFixed(1)} MB`
    : `${String(Math.max(1, Math.round(bytes / 1024)))} KB`;

/** The files that can become a picture of the shop. */
export const KINDS = [{ name: 'Pictures', extensions: ['jpg', 'jpeg', 'png', 'gif', 'webp'] }];
