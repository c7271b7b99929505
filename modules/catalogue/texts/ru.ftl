catalogue-no_such_role = Такой роли нет
    .next = Выберите роль из списка.
catalogue-no_such_need = Такой потребности нет
    .next = Выберите потребность из списка.
catalogue-no_such_service = Такой услуги нет
    .next = Найдите её по названию или по роли.
