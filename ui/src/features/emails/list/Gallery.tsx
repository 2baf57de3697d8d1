/** All letters to begin with, by occasion, and a search over what is said of them. */
import { Gallery as Ready } from '../../../parts';
import { useStarters } from '../queries';
import { saidOf } from './shown';
import { StarterCards } from './StarterCards';
import { useEmailActions } from './useEmailActions';

export function Gallery() {
  const actions = useEmailActions();
  return (
    <Ready
      title="Letters to begin with"
      subtitle="Each is shown as one of your own people would read it. The words are ours: change what is not true of your shop."
      back={{ href: '/emails', label: 'Emails' }}
      thing="letter"
      examples="cart, birthday, review"
      loading="Looking at what your shop knows"
      failed="The letters could not be shown"
      query={useStarters()}
      family={(s) => [s.occasion, s.occasion_label]}
      text={saidOf}
      cards={(some) => <StarterCards starters={some} onStart={actions.begin} />}
    />
  );
}
