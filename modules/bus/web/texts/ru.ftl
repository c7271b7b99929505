bus-apis-title = Каталог API
bus-apis-lead = Данные города для ваших приложений. Попробовать можно без регистрации.
bus-apis-search = Найти данные: аптеки, школы, батарейки
bus-apis-loading = Загружаем каталог…
bus-apis-none = Таких данных пока нет
bus-apis-none-next = Попробуйте другие слова.
bus-api = API
bus-source = Источник
bus-content = Что внутри
bus-access = Как получить
bus-owner = Владелец
bus-licence = Лицензия
bus-size = Объём
bus-rows = { $shown } { $n ->
    [one] строка
    [few] строки
   *[many] строк
}
bus-no-data = данных ещё нет
bus-fields = Поля
bus-field = Поле
bus-meaning = Что значит
bus-type = Тип
bus-values = Значения
bus-filters = Фильтры
bus-class = Доступ
bus-class-open = открыто
bus-class-internal = внутреннее
bus-class-personal = личное
bus-class-secret = секретное
bus-try = Попробовать
bus-key-optional = Ключ, если есть
bus-request = Запрос
bus-call = Отправить запрос
bus-answer = Ответ
bus-took = { $n } мс
bus-left = осталось запросов: { $n }
bus-apps-title = Приложения и ключи
bus-apps-lead = Ключ показывается один раз. Квота считается по календарному месяцу.
bus-apps-loading = Загружаем приложения…
bus-apps-none = Приложений пока нет
bus-apps-none-next = Заведите первое: нужно только название.
bus-app = Приложение
bus-app-missing = Такого приложения нет среди ваших
bus-app-name = Название
bus-app-purpose = Для чего (необязательно)
bus-app-create = Создать приложение
bus-app-since = с { $date }
bus-new-app = Новое приложение
bus-per-minute = не больше { $shown } { $n ->
    [one] запроса
   *[many] запросов
} в минуту
bus-quota = Квота месяца
bus-quota-left = Осталось { $left } из { $all }. Обновится { $date }
bus-keys = Ключи
bus-key = Ключ
bus-keys-none = Ключей пока нет.
bus-keys-live = { $n } { $n ->
    [one] ключ
    [few] ключа
   *[many] ключей
}
bus-key-once = Скопируйте ключ сейчас
bus-key-once-note = Больше его не покажет никто: мы храним только отпечаток.
bus-key-live = работает
bus-key-ending = скоро перестанет
bus-key-revoked = отозван
bus-key-used = использован { $ago }
bus-key-unused = ещё не использован
bus-key-ends = до { $date }
bus-key-kind = Для чего ключ
bus-kind-sec = для сервера
bus-kind-pub = для браузера
bus-key-sites = Сайты, через пробел
bus-key-make = Выпустить ключ
bus-rotate = Заменить
bus-revoke = Отозвать
bus-refresh = Обновить
bus-usage-loading = Считаем вызовы…
bus-no-calls = Вызовов ещё не было
bus-no-calls-next = Выпустите ключ и позовите любой API из каталога.
bus-calls-title = { $shown } { $n ->
    [one] вызов
    [few] вызова
   *[many] вызовов
} за 30 дней
bus-calls-by-dataset = Что вызывают чаще
bus-calls = Вызовы
bus-refused = Отказы
bus-failed = Сбои
bus-day = День
bus-sources-title = Источники
bus-sources-lead = При сбое остаются последние хорошие данные, их возраст виден всем.
bus-sources-loading = Загружаем источники…
bus-source-one = Источник
bus-source-name = Источник
bus-status = Состояние
bus-status-good = в порядке
bus-status-running = читается
bus-status-failing = не читается
bus-status-late = устарел
bus-status-never = данных ещё нет
bus-rows-title = Строк
bus-rejects = Отклонено
bus-age = Данные от
bus-origin = Откуда
bus-origin-city = город
bus-origin-mirror = копия
bus-origin-pack = пакет
bus-next = Следующая загрузка
bus-act = Действие
bus-run-now = Загрузить сейчас
bus-good-since = Последние хорошие данные: { $ago }
bus-kept = Неудач подряд: { $n }. Последние хорошие данные остались.
bus-force = Принять меньший ответ
bus-runs = Загрузки
bus-when = Когда
bus-run-waiting = ждёт
bus-run-running = идёт
bus-run-published = обновлено
bus-run-unchanged = без изменений
bus-run-failed = сбой
bus-run-cancelled = остановлено
bus-cancel = Остановить
bus-read = Прочитано
bus-kept-rows = Принято
bus-change = Изменения
bus-rejects-title = Отклонённые строки
bus-no-rejects = Отклонённых строк нет
bus-why = Почему
bus-raw = Строка, как пришла
bus-first-seen = Впервые
bus-run = Загрузить
