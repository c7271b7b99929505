/** All English words of the interface, as one file. */
export const words = Object.values(
  import.meta.glob<string>(
    ['../kernel/web/texts/en.ftl', '../modules/*/web/texts/en.ftl', '../channels/*/web/texts/en.ftl'],
    { query: '?raw', import: 'default', eager: true },
  ),
)
