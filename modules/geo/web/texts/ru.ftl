geo-address-hint = Улица и дом
geo-address-example = Например: { $example }
geo-no-address = Такого адреса не нашли. Проверьте улицу и номер дома.
geo-locate = Определить моё место
geo-on-map = Указать на карте
geo-by-address = По адресу
geo-press-map = Нажмите на карту: возьмём ближайший дом.
geo-finding = Ищем дом…
geo-locate-denied = Браузер не разрешил узнать место. Введите адрес или укажите дом на карте.
geo-locate-failed = Не получилось узнать место. Введите адрес или укажите дом на карте.
geo-neighbour = Такого номера в списке нет, это ближайший дом
geo-street-houses = { $n } { $n ->
    [one] дом
    [few] дома
   *[many] домов
}, добавьте номер
