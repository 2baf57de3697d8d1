/**
 * Whose shop it is, the nine rooms by name, and at the foot its settings and the choice of light or dark. Plain links in a list: a screen
 * reader hears "Rooms, list of nine", the keyboard walks with Tab. It shows no counts and no badges.
 */
import { IconSettings } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { ROOMS, SETTINGS } from './rooms';
import { ShopName } from './ShopName';
import { SchemeToggle } from './SchemeToggle';
import styles from './Navigation.module.css';

export function Navigation() {
  const [location] = useLocation();
  return (
    <nav aria-label="Rooms" className={styles.nav}>
      <p className={styles.name}>
        Regulars<span aria-hidden="true">.</span>
      </p>
      <ShopName />
      <ul className={styles.rooms}>
        {ROOMS.map(({ name, path, icon: Icon }, index) => (
          <li key={path}>
            <Link
              href={path}
              className={styles.room}
              aria-current={isIn(location, path) ? 'page' : undefined}
              aria-keyshortcuts={`Control+${String(index + 1)}`}
              title={`${name} (Ctrl+${String(index + 1)})`}
            >
              <Icon size={17} stroke={1.6} aria-hidden="true" />
              {name}
            </Link>
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <Link
          href={SETTINGS}
          className={styles.room}
          aria-current={isIn(location, SETTINGS) ? 'page' : undefined}
        >
          <IconSettings size={17} stroke={1.6} aria-hidden="true" />
          Shop settings
        </Link>
        <SchemeToggle />
      </div>
    </nav>
  );
}

function isIn(location: string, path: string): boolean {
  if (path === '/') return location === '/';
  return location === path || location.startsWith(`${path}/`);
}
