/** What the apps take from the web channel. */
export { FlowPlayer } from './flow-player.tsx'
