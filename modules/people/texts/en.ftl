people-no_such_link = This sign-in link does not fit
    .next = Check that the whole link was copied, or ask for a new one.
people-link_expired = The sign-in link is out of date
    .next = Ask for a new one: the letter comes at once.
people-link_used = This link has been used already
    .next = Ask for a new one: each link works once.
people-too_many_letters = Too many letters in a row
    .next = Look into your mailbox, the spam folder too, or wait a quarter of an hour.
people-bad_address = There is no such e-mail address
    .next = It should look like anna@example.org.
people-outbox_closed = Letters are not shown here
    .next = The page is open only without a mail server (SMTP_URL) and only from this computer or its private network.
people-no_such_grant = Nobody has this role
    .next = Reload the list: it may have been taken back.
people-no_such_role = There is no role “{ $role }”
    .next = There are administrator, data-steward, editor, analyst, developer.
people-last_administrator = This is the last administrator
    .next = Make somebody else an administrator first.

people-letter-subject = Sign in to city services: { $region }
people-letter-greeting = Hello! Somebody, we hope you, is signing in to city services: { $region }.
people-letter-press = To sign in, open this link:
people-letter-button = Sign in
people-letter-minutes = The link works for { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, once.
people-letter-stranger = If it was not you, do nothing: nobody can sign in without the link.
