web-player = Ответ сервиса
web-asking = Спрашиваем городские данные…
web-kept = Ваши ответы сохранены.
web-next = Дальше
web-again = Начать заново
web-nothing = Ничего не нашлось
web-choose-hint = Найти среди { $n }
web-choose-none = Такого варианта нет
web-choose-all = Показать все варианты
web-my-homes = Мои дома
web-location = Укажите место
web-no-upload = Здесь пока нельзя приложить файл
web-no-upload-photo = Фото можно отправить в чат-боте в Telegram. Остальные ответы сохранены.
web-no-upload-file = Документ можно отправить в чат-боте в Telegram. Остальные ответы сохранены.
web-form-left = { $n ->
    [one] Остался { $n } вопрос
    [few] Осталось { $n } вопроса
   *[many] Осталось { $n } вопросов
}
web-code = Код:
web-continue = Продолжить по ссылке
web-value = Значение
web-what = Что
web-read-aloud = Прочитать вслух
web-read-stop = Остановить чтение
