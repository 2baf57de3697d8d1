/** All ready segments, family by family, and a search over their names, purposes and sentences. */
import { useQuery } from '@tanstack/react-query';
import { call, commands, type StarterCard } from '../../../api';
import { Gallery } from '../../../parts';
import { StarterCards } from './StarterCards';

export const useStarters = () =>
  useQuery({
    queryKey: ['segments', 'starters'],
    queryFn: () => call(commands.segmentStarters()),
  });

export const saidOf = (s: StarterCard): string =>
  [s.name, s.purpose, s.sentence, s.family_label].join(' ');

export function GalleryPage() {
  return (
    <Gallery
      title="Ready segments"
      subtitle="Each is tuned by your shop’s own numbers. Open one, change it, and save it as yours."
      back={{ href: '/segments', label: 'Segments' }}
      thing="ready segment"
      examples="cart, birthday, discount"
      loading="Counting the ready segments"
      failed="The ready segments could not be counted"
      query={useStarters()}
      family={(s) => [s.family, s.family_label]}
      text={saidOf}
      cards={(some) => <StarterCards starters={some} />}
    />
  );
}
