/** What sending asks the core. The password goes there once and never comes back. */
import { useQuery } from '@tanstack/react-query';
import { call, commands, type MailSecurity, type MailSettings } from '../../../api';

export const useMailSettings = () =>
  useQuery({ queryKey: ['mail-settings'], queryFn: () => call(commands.mailSettingsGet()) });

export const NO_SERVER: MailSettings = {
  host: '',
  port: 587,
  security: 'starttls',
  user: '',
  from_address: '',
  from_name: '',
  test_addresses: [],
  password_kept: false,
};

export const USUAL_PORT: Record<MailSecurity, number> = { starttls: 587, tls: 465, plain: 25 };
