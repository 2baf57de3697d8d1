import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { removeHost } from './host';

// The machine may be building Rust at the same time.
configure({ asyncUtilTimeout: 8000 });

// What jsdom lacks and Mantine, the virtualiser and the charts ask for.
class QuietObserver {
  observe = () => undefined;
  unobserve = () => undefined;
  disconnect = () => undefined;
}
vi.stubGlobal('ResizeObserver', QuietObserver);
vi.stubGlobal('matchMedia', (media: string) => ({
  media,
  matches: false,
  onchange: null,
  addListener: () => undefined,
  removeListener: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  dispatchEvent: () => false,
}));
// Mantine's growing text fields measure again when a font has arrived.
Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.scrollTo = () => undefined;
Object.defineProperty(HTMLElement.prototype, 'clientHeight', {
  configurable: true,
  get: () => 600,
});
Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 900 });

afterEach(async () => {
  cleanup();
  // Subscriptions end a moment after their component; only then may the host go.
  await new Promise((resolve) => setTimeout(resolve, 0));
  removeHost();
  window.localStorage.clear();
  window.location.hash = '';
});
