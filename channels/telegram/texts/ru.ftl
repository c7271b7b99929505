telegram-send-location = Отправить геопозицию
telegram-send-phone = Отправить номер телефона
telegram-choose = Выберите вариант:
telegram-photo = Фотография
telegram-continue-code = Код: { $code }
telegram-origin = Источник: { $source }, данные на { $day }
telegram-origin-stale = Источник: { $source }, данные на { $day }, новее получить не удалось
