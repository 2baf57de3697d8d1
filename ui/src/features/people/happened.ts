/** One thing that happened, as a line of the history: its sign, what to say, and a quieter second line. */
import {
  IconArrowBackUp,
  IconBasket,
  IconEye,
  IconHandClick,
  IconMail,
  IconMailOff,
  IconMailOpened,
  IconReceipt,
  IconSearch,
  IconSignature,
  IconSparkles,
  IconStar,
  type Icon,
} from '@tabler/icons-react';
import type { EmailEventKind, Happened } from '../../api';
import { money, plural } from '../../format';
import { CONSENT, EMAIL_EVENT, method } from './words';

type Told = { icon: Icon; strong?: boolean; text: string; note?: string | null };

export function happened(what: Happened): Told {
  switch (what.kind) {
    case 'order':
      return {
        icon: IconReceipt,
        strong: true,
        text: `Ordered for ${money(what.total)}`,
        note: `${what.number} · ${plural(what.items, 'item')} · ${what.status} · ${cameFrom(what.source, what.number_there, what.number)}`,
      };
    case 'refund':
      return {
        icon: IconArrowBackUp,
        text: `Was given back ${money(what.amount)}`,
        note: [
          what.order_number && `order ${what.order_number}`,
          what.reason,
          cameFrom(what.source, what.number_there, null),
        ]
          .filter(Boolean)
          .join(' · '),
      };
    case 'cart':
      return {
        icon: IconBasket,
        text:
          what.order_number === null
            ? `Left a cart of ${money(what.total)} behind`
            : `Filled a cart of ${money(what.total)}`,
        note:
          what.order_number === null
            ? plural(what.items, 'item')
            : `it became order ${what.order_number}`,
      };
    case 'view':
      return {
        icon: IconEye,
        text: what.product === null ? 'Looked at a product' : `Looked at “${what.product}”`,
      };
    case 'search':
      return { icon: IconSearch, text: `Searched for “${what.words}”` };
    case 'review':
      return {
        icon: IconStar,
        text: `Reviewed ${what.product === null ? 'the shop' : `“${what.product}”`}${what.rating === null ? '' : `: ${what.rating} of 5 stars`}`,
        note: [what.title, what.body].filter(Boolean).join(' · '),
      };
    case 'event':
      return {
        icon: IconSparkles,
        text: what.name,
        note: what.properties.map((p) => `${p.name}: ${p.value}`).join(' · '),
      };
    case 'email':
      return {
        icon: EMAIL_ICON[what.event],
        text: `${EMAIL_EVENT[what.event]} ${what.campaign === null ? 'an email' : `“${what.campaign}”`}`,
        note: what.link,
      };
    case 'consent':
      return {
        icon: IconSignature,
        text: `${CONSENT[what.state].label} for ${what.channel === 'sms' ? 'text messages' : what.channel}`,
        note: `${method(what.method)} · ${what.source}`,
      };
  }
}

/** "from Corner Coffee", and its number there where that is another than the one people use. */
function cameFrom(source: string, there: string, number: string | null): string {
  const same = number !== null && number.replace(/^#/, '') === there;
  return same ? `from ${source}` : `from ${source}, ${there} there`;
}

const EMAIL_ICON: Record<EmailEventKind, Icon> = {
  sent: IconMail,
  opened: IconMailOpened,
  clicked: IconHandClick,
  bounced: IconMailOff,
  complained: IconMailOff,
  unsubscribed: IconMailOff,
};
