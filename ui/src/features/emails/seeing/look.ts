/**
 * How the preview is looked at: how wide, in which light, as whom, with which choices forced. It is remembered while
 * the window lives: what belongs to one email by its number, the rest for all of them. Pure but for that memory.
 */
import { useCallback, useState } from 'react';
import type { MadeUpReader, Sight, SightPictures, SightScheme } from '../../../api';

export type Shape = 'desktop' | 'tablet' | 'phone' | 'inbox' | 'text';
export type Beside = 'none' | 'reader' | 'variant' | 'scheme';

/** As wide as the reading pane of a desktop program, a tablet held upright, a phone. */
export const WIDTHS: Record<'desktop' | 'tablet' | 'phone', number> = {
  desktop: 640,
  tablet: 768,
  phone: 375,
};

/** What belongs to all emails. */
type Habits = {
  shape: Shape;
  scheme: SightScheme;
  zoom: 'fit' | 'full';
  /** The drawer at the right is open; nobody said yet: as the window has room. */
  drawer: boolean | null;
  /** Whom somebody made up last; they are kept while a customer reads. */
  madeUp: MadeUpReader;
  asMadeUp: boolean;
};

/** What belongs to one email. */
type Own = {
  search: string;
  /** By block: `default`, `hidden` or a variant. */
  forced: Record<string, string>;
  head: string | null;
  language: string | null;
  pictures: SightPictures;
  beside: Beside;
  /** Who reads at the right; nobody chosen: the next one. */
  other: number | null;
  /** What stands at the right: a block's (or the subject's: '') choice. */
  choice: { block: string; id: string } | null;
};

export type Look = Habits & Own;
export type SetLook = (change: Partial<Look>) => void;

export const NOBODY: MadeUpReader = {
  first_name: 'Alex',
  last_name: '',
  email: 'alex@example.com',
  city: '',
  country: '',
  language: '',
  orders: 0,
  spent: 0,
  last_order_days: null,
  in_audiences: [],
};

let habits: Habits = {
  shape: 'desktop',
  scheme: 'light',
  zoom: 'fit',
  drawer: null,
  madeUp: NOBODY,
  asMadeUp: false,
};

const FRESH: Own = {
  search: '',
  forced: {},
  head: null,
  language: null,
  pictures: 'blocked',
  beside: 'none',
  other: null,
  choice: null,
};

const owns = new Map<number, Own>();

export function useLook(email: number): [Look, SetLook] {
  const [look, setLook] = useState<Look>(() => ({ ...habits, ...(owns.get(email) ?? FRESH) }));
  const set = useCallback<SetLook>(
    (change) => {
      setLook((now) => {
        const next = { ...now, ...change };
        const { shape, scheme, zoom, drawer, madeUp, asMadeUp, ...own } = next;
        habits = { shape, scheme, zoom, drawer, madeUp, asMadeUp };
        owns.set(email, own);
        return next;
      });
    },
    [email],
  );
  return [look, set];
}

/** The question for the core; nobody reads: none. */
export function sightOf(look: Look, person: number | null): Sight | null {
  const { forced, head, language, pictures, scheme } = look;
  const rest = { forced, head, language, pictures, scheme };
  if (look.asMadeUp) return { reader: { kind: 'made_up', ...look.madeUp }, ...rest };
  return person === null ? null : { reader: { kind: 'person', id: person }, ...rest };
}

/** The same question for what stands at the right. */
export function besideOf(look: Look, sight: Sight | null, other: number | null): Sight | null {
  if (!sight) return null;
  switch (look.beside) {
    case 'none':
      return null;
    case 'reader':
      return other === null ? null : { ...sight, reader: { kind: 'person', id: other } };
    case 'scheme':
      return { ...sight, scheme: sight.scheme === 'light' ? 'dark' : 'light' };
    case 'variant': {
      if (!look.choice) return null;
      const { block, id } = look.choice;
      return block === ''
        ? { ...sight, head: id }
        : { ...sight, forced: { ...sight.forced, [block]: id } };
    }
  }
}

/** Whether anything is forced, so that this is not what the reader gets. */
export const isForced = (look: Look): boolean =>
  look.head !== null || look.language !== null || Object.keys(look.forced).length > 0;
