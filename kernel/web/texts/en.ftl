product = Gorod
skip-to-content = Skip to content
nav-label = Sections
crumbs-label = You are here
loading-page = Opening the page…
retry = Try again
clear = Clear
close = Close
copy = Copy
copied = Copied
save = Save
cancel = Cancel
download = Download table
show-table = Show as a table
show-chart = Show as a chart
show-more = Show { $n } more
search = Search
yes = Yes
no = No
back = Back

suggestions-found = { $n ->
    [0] Nothing found
    [one] { $n } suggestion. Use the arrow keys
   *[other] { $n } suggestions. Use the arrow keys
}

ago-now = just now
ago-minutes = { $n } min ago
ago-hours = { $n } h ago
ago-days = { $n } { $n ->
    [one] day
   *[other] days
} ago

origin-source = Source: { $source }
origin-updated = updated { $ago }
origin-stale = Older than promised

error-offline = The server cannot be reached
error-offline-next = What you have typed is still on the screen. Check your connection and try again.
error-fault = Something broke on our side
error-fault-next = Nothing is lost. Try again in a minute. If it does not help, write to us and mention the code.
error-refused-next = Check what you have entered and try again.
error-code = Code: { $code }
wait-leave = Stop waiting
page-missing = There is no such page
page-missing-next = The link may be old or mistyped.
page-missing-home = Go to the start

settings = Settings
settings-lang = Language
settings-scheme = Colours
settings-scheme-system = Auto
settings-scheme-light = Light
settings-scheme-dark = Dark
settings-large = Large text
settings-simple = Simple view
settings-simple-note = Large text, one task a screen, the map only when asked

map-label = Map. The places are in the list beside it
map-attribution = © OpenStreetMap contributors
map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-show-all = Show everything
map-cluster = { $n ->
    [one] { $n } place, zoom in
   *[other] { $n } places, zoom in
}
map-home = My home
map-loading = Opening the map…
map-pick = Press the map to choose a place

table-sort = Order of rows
table-search = Search the table
table-columns = Columns
table-empty = No rows
table-nothing = No rows match
table-rows = { $n } { $n ->
    [one] row
   *[other] rows
}
chart-empty = Nothing has been counted for this time yet.
chart-loading = Drawing the chart…

places-search = Search the list
places-within = How far
places-up-to = within { $distance }
places-view = List or map
places-list = List
places-map = Map
places-more = More
places-none = Nothing found
places-none-next = Change the search or remove the distance.
places-found = Found: { $n }
chart-rest = the rest
date-calendar = Calendar
date-show = Open the calendar
date-day = Day
date-month = Month
date-year = Year
date-month-before = Previous month
date-month-after = Next month
