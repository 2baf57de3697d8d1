/**
 * The only door to the host. A room imports from here and from nowhere else:
 *
 *     import { call, commands } from '../../api';
 *     const people = useQuery({
 *       queryKey: ['people', query],
 *       queryFn: () => call(commands.peopleList(query)),
 *     });
 *
 * `commands` and the types come from bindings.ts, which Rust generates. `call` gives the data or throws
 * an ApiError; show that with <ErrorNote error={people.error} />. The lint keeps @tauri-apps out of the
 * rest of the UI.
 */
export * from './bindings';
export { call, type Answer } from './call';
export { useDroppedFile } from './drops';
export { ApiError, hasHost, type HostError } from './errors';
export { onHostEvent, useHostEvent, useRefreshOnChange, type HostEvent } from './events';
export { openPath, pickFile, pickFolder, saveFile, type FileKind } from './files';
export { isEmpty, openDemo, openOwnShop, removeDemo, useShop } from './shop';
export { cancelTask, useTasks } from './tasks';
