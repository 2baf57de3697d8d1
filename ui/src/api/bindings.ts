// Placeholder until the Rust side generates this file (tauri-specta). Never edit by hand.
export const commands = {} as const;
