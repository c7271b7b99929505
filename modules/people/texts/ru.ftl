people-no_such_link = Эта ссылка для входа не подходит
    .next = Проверьте, что ссылка скопирована целиком, или запросите новую.
people-link_expired = Ссылка для входа устарела
    .next = Запросите новую: письмо придёт сразу.
people-link_used = По этой ссылке уже входили
    .next = Запросите новую: каждая ссылка работает один раз.
people-too_many_letters = Слишком много писем подряд
    .next = Проверьте почту, папку «Спам» тоже, или подождите четверть часа.
people-bad_address = Такого адреса почты не бывает
    .next = Нужен вид anna@example.org.
people-outbox_closed = Письма здесь не показываются
    .next = Страница открыта только без почтового сервера (SMTP_URL) и только с этого компьютера или из его частной сети.
people-no_such_grant = Такой роли ни у кого нет
    .next = Обновите список: возможно, её уже отозвали.
people-no_such_role = Роли «{ $role }» нет
    .next = Есть administrator, data-steward, editor, analyst, developer.
people-last_administrator = Это последний администратор
    .next = Сначала назначьте администратором кого-то ещё.

people-letter-subject = Вход в городские сервисы: { $region }
people-letter-greeting = Здравствуйте! Кто-то, надеемся, вы, входит в городские сервисы: { $region }.
people-letter-press = Чтобы войти, откройте ссылку:
people-letter-button = Войти
people-letter-minutes = Ссылка работает { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[other] { $minutes } минут
}, один раз.
people-letter-stranger = Если это не вы, ничего делать не нужно: без ссылки войти нельзя.
