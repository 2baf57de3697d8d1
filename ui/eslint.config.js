import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const onlyDoor = {
  patterns: [
    {
      group: ['@tauri-apps/*'],
      message: 'Only src/api may talk to the host. Import from src/api instead.',
    },
  ],
};

export default tseslint.config(
  { ignores: ['dist', 'src/api/bindings.ts'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  { files: ['public/*.js'], languageOptions: { globals: globals.browser } },
  {
    files: ['src/**/*.{ts,tsx}'],
    languageOptions: { globals: globals.browser },
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // We do not run the React compiler, so a library it would skip is no problem here.
      'react-hooks/incompatible-library': 'off',
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/api/**', 'src/test/**'],
    rules: { 'no-restricted-imports': ['error', onlyDoor] },
  },
);
