web-player = The answer
web-asking = Asking the city's data…
web-kept = Your answers are kept.
web-next = Next
web-again = Start again
web-nothing = Nothing found
web-choose-hint = Search { $n } options
web-choose-none = There is no such option
web-choose-all = Show all options
web-my-homes = My homes
web-location = Choose a place
web-no-upload = A file cannot be attached here yet
web-no-upload-photo = You can send the photo to the Telegram bot. Your other answers are kept.
web-no-upload-file = You can send the document to the Telegram bot. Your other answers are kept.
web-form-left = { $n ->
    [one] { $n } question left
   *[other] { $n } questions left
}
web-code = Code:
web-continue = Continue by this link
web-value = Value
web-what = What
web-read-aloud = Read aloud
web-read-stop = Stop reading
