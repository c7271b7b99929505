product = Город
skip-to-content = Перейти к содержанию
nav-label = Разделы
crumbs-label = Вы здесь
loading-page = Открываем страницу…
retry = Попробовать ещё раз
clear = Очистить
close = Закрыть
copy = Скопировать
copied = Скопировано
save = Сохранить
cancel = Отменить
download = Скачать таблицу
show-table = Показать таблицей
show-chart = Показать графиком
show-more = Показать ещё { $n }
search = Поиск
yes = Да
no = Нет
back = Назад

suggestions-found = { $n ->
    [0] Ничего не найдено
    [one] { $n } вариант. Выбирайте стрелками
    [few] { $n } варианта. Выбирайте стрелками
   *[many] { $n } вариантов. Выбирайте стрелками
}

ago-now = только что
ago-minutes = { $n } мин назад
ago-hours = { $n } ч назад
ago-days = { $n } { $n ->
    [one] день
    [few] дня
   *[many] дней
} назад

origin-source = Источник: { $source }
origin-updated = обновлено { $ago }
origin-stale = Данные старше обещанного

error-offline = Нет связи с сервером
error-offline-next = То, что вы ввели, осталось на экране. Проверьте интернет и попробуйте ещё раз.
error-fault = У нас что-то сломалось
error-fault-next = Ничего не потеряно. Попробуйте через минуту. Если не поможет, напишите нам и назовите код.
error-refused-next = Проверьте, что введено, и попробуйте ещё раз.
error-code = Код: { $code }
wait-leave = Не ждать
page-missing = Такой страницы нет
page-missing-next = Возможно, ссылка устарела или в ней опечатка.
page-missing-home = На главную

settings = Настройки
settings-lang = Язык
settings-scheme = Оформление
settings-scheme-system = Авто
settings-scheme-light = Светлое
settings-scheme-dark = Тёмное
settings-large = Крупный текст
settings-simple = Простой вид
settings-simple-note = Крупный текст, одно дело на экране, карта только по просьбе

map-label = Карта. Места перечислены в списке рядом
map-attribution = © участники OpenStreetMap
map-zoom-in = Приблизить
map-zoom-out = Отдалить
map-show-all = Показать всё
map-cluster = { $n ->
    [one] { $n } место, приблизить
    [few] { $n } места, приблизить
   *[many] { $n } мест, приблизить
}
map-home = Мой дом
map-loading = Открываем карту…
map-pick = Нажмите на карту, чтобы выбрать место

table-sort = Порядок строк
table-search = Найти в таблице
table-columns = Столбцы
table-empty = Строк нет
table-nothing = По этому запросу строк нет
table-rows = { $n } { $n ->
    [one] строка
    [few] строки
   *[many] строк
}
chart-empty = За это время пока ничего не посчитано.
chart-loading = Рисуем график…

places-search = Найти в списке
places-within = Как далеко
places-up-to = до { $distance }
places-view = Список или карта
places-list = Список
places-map = Карта
places-more = Подробнее
places-none = Ничего не нашлось
places-none-next = Измените запрос или уберите расстояние.
places-found = Нашлось: { $n }
chart-rest = остальные
date-calendar = Календарь
date-show = Открыть календарь
date-day = День
date-month = Месяц
date-year = Год
date-month-before = Предыдущий месяц
date-month-after = Следующий месяц
