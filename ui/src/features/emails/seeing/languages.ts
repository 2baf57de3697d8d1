/** Languages and countries by their names; what no name is known of stays as it is written. */
const named = (type: 'language' | 'region', code: string): string => {
  try {
    return new Intl.DisplayNames('en-GB', { type }).of(code.replace('_', '-')) ?? code;
  } catch {
    return code;
  }
};

export const language = (code: string): string => named('language', code);
