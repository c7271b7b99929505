web-no_such_talk = This talk is already over
    .next = Start the service again.
web-not_on_web = This service does not work on the website
    .next = Open it in another channel; the page of the service names it.
