/** All Russian words of the interface, as one file. */
export const words = Object.values(
  import.meta.glob<string>(
    ['../kernel/web/texts/ru.ftl', '../modules/*/web/texts/ru.ftl', '../channels/*/web/texts/ru.ftl'],
    { query: '?raw', import: 'default', eager: true },
  ),
)
