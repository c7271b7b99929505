telegram-send-location = Send my location
telegram-send-phone = Send my phone number
telegram-choose = Choose one:
telegram-photo = Photo
telegram-continue-code = Code: { $code }
telegram-origin = Source: { $source }, data of { $day }
telegram-origin-stale = Source: { $source }, data of { $day }, nothing newer could be had
