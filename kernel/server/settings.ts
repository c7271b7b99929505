/**
 * Every setting of the platform, once: name, default and meaning. `env.ts` reads them, the guide lists
 * them, and `tests/docs.test.ts` keeps the two equal.
 */
export interface Setting {
  readonly name: string
  readonly default: string
  readonly about: string
}

export const settings = [
  { name: 'PORT', default: '8080', about: 'Порт HTTP' },
  { name: 'GOROD_HOST', default: '0.0.0.0', about: 'Адрес, на котором слушает сервер' },
  {
    name: 'GOROD_PUBLIC_URL',
    default: 'http://localhost:PORT',
    about: 'Адрес, по которому платформу видят жители; из него строятся ссылки',
  },
  { name: 'GOROD_DATA', default: '.gorod', about: 'Папка данных: встроенная база, файлы' },
  { name: 'GOROD_PACK', default: 'packs/petersburg', about: 'Папка набора региона' },
  {
    name: 'GOROD_MIRROR',
    default: '',
    about: 'Папка, из которой источники читают полные наборы вместо сети',
  },
  {
    name: 'GOROD_ROLES',
    default: 'web,worker,bots,dns',
    about: 'Что делает этот процесс: web, worker, bots, dns через запятую',
  },
  {
    name: 'GOROD_SECRET',
    default: '',
    about: 'Ключ для подписей, не короче 32 знаков; без него создаётся и хранится в GOROD_DATA',
  },
  { name: 'GOROD_STAFF', default: '', about: 'Адреса почты первых администраторов через запятую' },
  {
    name: 'GOROD_EGRESS_PRIVATE',
    default: '',
    about:
      'Частные адреса и имена (через запятую), к которым разрешено обращаться наружу; иначе запрещены все',
  },
  {
    name: 'GOROD_TRUST_PROXY',
    default: '',
    about: 'Адреса обратных прокси, чьим X-Forwarded-* можно верить',
  },
  { name: 'GOROD_RATE_PER_MINUTE', default: '600', about: 'Запросов в минуту с одного адреса' },
  {
    name: 'GOROD_LOG',
    default: 'info',
    about: 'Подробность журнала: fatal, error, warn, info, debug, trace, silent',
  },
  {
    name: 'DATABASE_URL',
    default: '',
    about: 'Адрес PostgreSQL 15 и новее; без него запускается встроенный сервер',
  },
  {
    name: 'REDIS_URL',
    default: '',
    about: 'Адрес Redis или Valkey: общие счётчики квот для многих процессов',
  },
  {
    name: 'SMTP_URL',
    default: '',
    about: 'Почтовый сервер (smtp://…); без него письма лежат на странице /studio/outbox',
  },
  { name: 'MAIL_FROM', default: 'Город <no-reply@localhost>', about: 'Отправитель писем' },
  { name: 'TELEGRAM_BOT_TOKEN', default: '', about: 'Токен бота Telegram; без него канал выключен' },
  {
    name: 'TELEGRAM_WEBHOOK_SECRET',
    default: '',
    about: 'Секрет заголовка X-Telegram-Bot-Api-Secret-Token; без него бот опрашивает getUpdates',
  },
  {
    name: 'TELEGRAM_API_ROOT',
    default: 'https://api.telegram.org',
    about: 'Корень Bot API; можно направить на эмулятор',
  },
  { name: 'ALICE_SKILL_ID', default: '', about: 'Идентификатор навыка Алисы; без него канал выключен' },
  {
    name: 'ALICE_WEBHOOK_KEY',
    default: '',
    about: 'Неугадываемая часть пути /hooks/alice/КЛЮЧ; без неё создаётся и хранится в GOROD_DATA',
  },
] as const satisfies readonly Setting[]

export type SettingName = (typeof settings)[number]['name']
