/**
 * The way between the owner's own shop and the demo, with its question and its failures; the frame, Home and
 * the settings offer it. What follows (new numbers, the way home) is the frame's, once the host has said
 * that another shop is open.
 */
import { openDemo, openOwnShop, removeDemo } from '../api';
import { confirm } from './confirm';
import { mayLeave } from './leaving';
import { showDone, showFailure } from './toast';

export async function switchShop(to: 'demo' | 'own' | 'remove'): Promise<void> {
  if (!(await mayLeave())) return;
  try {
    if (to === 'demo') await openDemo();
    else if (to === 'own') await openOwnShop();
    else if (await sure()) {
      await removeDemo();
      showDone('The demo shop is removed.');
    }
  } catch (error) {
    showFailure(error);
  }
}

function sure(): Promise<boolean> {
  return confirm({
    title: 'Remove the demo shop?',
    body: (
      <p>
        Its made-up people and orders go, and with them everything made in it: segments, emails,
        journeys and tests. Your own shop is not touched. The demo can be made again at any time,
        but not what was made in it.
      </p>
    ),
    confirmLabel: 'Remove the demo',
    destructive: true,
  });
}
