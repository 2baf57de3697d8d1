import '@fontsource-variable/fraunces/opsz.css';
import '@fontsource-variable/inter/index.css';
import './app/tokens.css';
import './app/base.css';
import '@mantine/core/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './app/mantine.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root to draw into.');

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
